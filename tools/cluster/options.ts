import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageFault } from '@motcua/standalone/parts';

export type FeedChoice = 'embedded' | 'kafka';
export type StoreChoice = 'postgres' | 'kurrentdb-standin';

export interface ClusterOptions {
  /** Only print how it is used. */
  readonly help: boolean;
  /** Send the sample dossiers through, before staying up. */
  readonly demo: boolean;
  /** End after the demo's summary, with 1 when it found a discrepancy. */
  readonly exit: boolean;
  /** Restart every app in turn while the demo plays. */
  readonly rolling: boolean;
  readonly feed: FeedChoice;
  readonly store: StoreChoice;
  readonly port: number;
  readonly managementPort: number;
  readonly simulatorsPort: number;
  /** Databases, topics, scans. */
  readonly data: string;
  /** The key file; outside `data`. */
  readonly keys: string;
  /** One log of each process. */
  readonly logs: string;
}

export const usage = `npm run cluster -- [options]
  --no-demo              start empty, send no sample dossiers
  --exit                 end after the demo's summary (status 1 when it found a discrepancy)
  --rolling              restart every app in turn while the demo plays
  --feed <feed>          what brings events to the apps: kafka (default) or embedded
  --store <store>        where the events are: postgres (default) or kurrentdb-standin
  --port <n>             one address for pages and APIs, default 8080 (0 = any free port)
  --management <n>       demo tokens and their keys, default 9090
  --simulators <n>       the stand-ins of the outside systems, default 8090
  --data <folder>        databases, topics and scans, default var/cluster/data; logs and keys lie beside it
  --help                 these lines`;

/** @throws {UsageFault} */
export function parseOptions(words: readonly string[], home: string): ClusterOptions {
  const { values } = parse(words);
  if (values['no-demo'] && (values.exit || values.rolling))
    throw new UsageFault('--exit and --rolling are about the demo, so they do not go with --no-demo');
  const data = resolve(home, values.data);
  return {
    help: values.help,
    demo: !values['no-demo'],
    exit: values.exit,
    rolling: values.rolling,
    feed: oneOf('--feed', values.feed, ['embedded', 'kafka']),
    store: oneOf('--store', values.store, ['postgres', 'kurrentdb-standin']),
    port: port('--port', values.port),
    managementPort: port('--management', values.management),
    simulatorsPort: port('--simulators', values.simulators),
    data,
    keys: join(dirname(data), 'keys', 'motcua.keys'),
    logs: dirname(data),
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        'no-demo': { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false },
        rolling: { type: 'boolean', default: false },
        feed: { type: 'string', default: 'kafka' },
        store: { type: 'string', default: 'postgres' },
        port: { type: 'string', default: '8080' },
        management: { type: 'string', default: '9090' },
        simulators: { type: 'string', default: '8090' },
        data: { type: 'string', default: 'var/cluster/data' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageFault((error as Error).message);
  }
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new UsageFault(`${name} takes ${allowed.join(' or ')}, not ${text}`);
  return found;
}

function port(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65535)
    throw new UsageFault(`${name} takes a port number from 0 to 65535, not ${text}`);
  return number;
}
