import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, without } from '../experiment.ts';
import { TcpProxy } from '../world/tcp-proxy.ts';

const HOT_UNIT = 'H99.30';
const CUT_MS = 20_000;
/** After the second one nobody ever tells either side that its old connections are dead. */
const CUTS = [
  { way: 'answers lost', old: 'reset' },
  { way: 'cut', old: 'forgotten' },
] as const;

/** First the answers of the database get lost while its work goes on, then everything; nobody is told that the line is dead. */
export const networkCut: Experiment = {
  id: 13,
  title: 'network between apps and PostgreSQL half open: answers lost for 20 s, then everything for 20 s',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode'],
  reds: [
    {
      name: 'request-identity',
      kind: 'guard',
      what: "an unknown outcome is asked for again under the same id (the dossier's id is new for every try)",
      guards: ['request-identity'],
      breaks: ['onceEachRequest'],
    },
  ],
  async run(world, red) {
    const network = await TcpProxy.before(world.database.appUrl);
    world.cleanUp(() => network.close());
    const through = { databaseUrl: network.url, leaseMs: 3_000 };
    await world.start({ name: 'issuer', modules: ['dossier-code'], ...through });
    const app = await world.start({ name: 'intake', modules: ['intake'], ...through, ...without(red) });
    const over = new AbortController();
    const load = world.clients(() => app).crowd(16, () => HOT_UNIT, over.signal);
    for (const { way, old } of CUTS) {
      await pause(4_000);
      network.lose(way);
      world.journal.fault(way);
      await pause(CUT_MS);
      network.mend(old);
      world.journal.fault('network mended', `old connections ${old}`);
    }
    await pause(4_000);
    over.abort();
    await load; // nobody waits for ever: even who is not recognised gets an answer of his own
    return [
      { rule: 'atLeast', options: { 'answers lost': 1, cut: 1, acknowledged: 100 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};
