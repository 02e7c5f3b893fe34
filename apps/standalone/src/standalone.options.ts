import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageFault } from './typed-options.js';

export interface StandaloneOptions {
  /** Only print how it is used. */
  readonly help: boolean;
  /** Send the sample dossiers through, before staying up. */
  readonly demo: boolean;
  /** End after the demo's summary, with 1 when it found a discrepancy. */
  readonly exit: boolean;
  readonly port: number;
  readonly managementPort: number;
  readonly simulatorsPort: number;
  /** Database, scans, logs. */
  readonly data: string;
  /** The key file; outside `data`. */
  readonly keys: string;
}

export const usage = `npm start -- [options]
  --no-demo           start empty, send no sample dossiers
  --exit              end after the demo's summary (status 1 when it found a discrepancy)
  --port <n>          address of pages and APIs, default 8080 (0 = any free port)
  --management <n>    health and metrics, default 9090
  --simulators <n>    the stand-ins of the outside systems, default 8090
  --data <folder>     database, scans and logs, default var/data
  --keys <file>       key file, outside the data folder, default var/keys/motcua.keys
  --help              these lines`;

/** @throws {UsageFault} */
export function parseOptions(words: readonly string[], home: string): StandaloneOptions {
  const { values } = parse(words);
  const data = resolve(home, values.data);
  const keys = resolve(home, values.keys ?? join(dirname(data), 'keys', 'motcua.keys'));
  if (keys.startsWith(`${data}/`))
    throw new UsageFault('--keys must lie outside --data: whoever takes the data must not get the keys');
  if (values['no-demo'] && values.exit)
    throw new UsageFault('--exit ends after the demo, so it does not go with --no-demo');
  return {
    help: values.help,
    demo: !values['no-demo'],
    exit: values.exit,
    port: port('--port', values.port),
    managementPort: port('--management', values.management),
    simulatorsPort: port('--simulators', values.simulators),
    data,
    keys,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        'no-demo': { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false },
        port: { type: 'string', default: '8080' },
        management: { type: 'string', default: '9090' },
        simulators: { type: 'string', default: '8090' },
        data: { type: 'string', default: 'var/data' },
        keys: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageFault((error as Error).message);
  }
}

function port(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65535)
    throw new UsageFault(`${name} takes a port number from 0 to 65535, not ${text}`);
  return number;
}
