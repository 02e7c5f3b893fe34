import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, without } from '../experiment.ts';
import { asOwner } from '../world/database.ts';
import { settled, until } from '../world/world.ts';

const HOT_UNIT = 'H99.30';
const LEASE_MS = 2_000;

/** The holder of the lease stands still with an append in its hands, loses the lease, and comes back as if nothing had been. */
export const issuerStopped: Experiment = {
  id: 4,
  title: 'two issuers of one unit, the lease holder stopped for twice the lease and continued',
  rules: ['atLeast', 'allAcknowledged', 'everyDossierHasItsCode'],
  reds: [
    {
      name: 'blind-writes',
      kind: 'guard',
      what: 'appends carry the expected version (blind writes)',
      guards: ['expected-version'],
      breaks: ['seriesAreGapless'],
      drags: ['acknowledgedIsStored', 'onceEachRequest', 'everyDossierHasItsCode', 'allAcknowledged'],
    },
    {
      name: 'blind-writes-no-index',
      kind: 'guard',
      what: 'appends carry the expected version, and a dossier has one code (both out: blind writes, no unique index)',
      guards: ['expected-version'],
      breaks: ['seriesAreGapless'],
      drags: ['acknowledgedIsStored', 'onceEachRequest', 'everyDossierHasItsCode', 'allAcknowledged'],
    },
  ],
  async lacks() {
    return process.platform === 'win32' ? 'Windows cannot stop and continue a process' : undefined;
  },
  async run(world, red) {
    if (red?.name === 'blind-writes-no-index')
      await asOwner(world.database.ownerUrl, ['DROP INDEX store.events_one_code_per_dossier']);
    const order = { modules: ['dossier-code'], leaseMs: LEASE_MS, ...without(red) } as const;
    const intake = await world.start({ name: 'intake', modules: ['intake'] });
    const dieAt = { point: 'beforeAppend', category: 'codes', nth: 30, signal: 'SIGSTOP' } as const;
    const first = await world.start({ ...order, name: 'issuer-1', dieAt });
    const second = await world.start({ ...order, name: 'issuer-2' });
    const over = new AbortController();
    const load = world.clients(() => intake).crowd(16, () => HOT_UNIT, over.signal);
    await until('the first issuer stops before an append', () => first.isStopped());
    for (const holder of [first, second, first]) {
      holder.signal('SIGSTOP');
      world.journal.fault('holder stopped');
      await pause(2 * LEASE_MS);
      holder.signal('SIGCONT');
      world.journal.fault('holder continued');
      await pause(LEASE_MS);
    }
    over.abort();
    await settled(load, red !== undefined);
    return [
      { rule: 'atLeast', options: { 'holder continued': 3, acknowledged: 100 } },
      { rule: 'allAcknowledged' },
      { rule: 'everyDossierHasItsCode' },
    ];
  },
};
