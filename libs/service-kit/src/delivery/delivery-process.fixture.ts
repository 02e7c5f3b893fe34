import { defaultLanePolicy, type Delivery, type Finding, type Lane } from '@motcua/domain';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { Pool } from 'pg';
import { Actor } from '../auth/actor.js';
import { SystemClock } from '../clock.js';
import { CommandHandler } from '../commands/command-handler.js';
import { Database } from '../database/database.js';
import { PostgresKeyVault } from '../sealing/postgres-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { TimerRunner } from '../timers/timer-runner.js';
import { Timers } from '../timers/timers.js';
import { loadProfiles } from '../wire/load-profiles.js';
import { PostgresExchangeJournal } from '../wire/postgres-exchange-journal.js';
import type { CallContext, Prepared } from '../wire/ports.js';
import type { ProfileClient } from '../wire/profile-client.js';
import { WireClients } from '../wire/wire-clients.js';
import { DeliverySystem } from './delivery-system.js';
import { LaneEngine, deliveryTimer } from './lane-engine.js';
import { laneOperationOf } from './lane-settings.js';

// The process that crash specs kill: a connector with nothing but the engine, one system and its lanes.
const url = process.env['DATABASE_URL']!;

class Leg extends DeliverySystem {
  override readonly system = 'social.card';
  override readonly policy = {
    ...defaultLanePolicy,
    callDeadlineMs: 1_500,
    visibilityLagMs: 100,
    absentProofGapMs: 100,
    retryDelaysMs: [0, 100, 100, 100],
  };
  override readonly operations;

  constructor(private readonly client: ProfileClient) {
    super();
    this.operations = { submit: laneOperationOf(client.profile, 'submit', true) };
  }

  override prepare([delivery]: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>> {
    const unit = { code: 'H99.30', name: 'Phường Mẫu', externalCode: '99001' };
    const declaration = { nksHoTen: 'NGUYỄN MẪU NHI', nksGioiTinh: '1', nksNgaySinh: '01/07/2020' };
    return Promise.resolve(
      this.client.prepare('submit', {
        dossierCode: lane.dossierId,
        registrationUnit: unit,
        routing: { module: 'BHYT' },
        procedureCode: '2.001023',
        submittedAt: delivery!.occurredAt,
        declaration,
      }),
    );
  }

  override async find(_delivery: Delivery, lane: Lane, context: CallContext): Promise<Finding> {
    const outcome = await this.client.call('find', { dossierCode: lane.dossierId }, context);
    if (outcome.kind !== 'accepted') return { kind: 'failed', retryable: true };
    return { kind: outcome.value === null ? 'absent' : 'present', exchange: outcome.exchange };
  }
}

const clock = new SystemClock();
const database = new Database({ url, applicationName: 'spec-delivery' });
const plain = database.kysely<unknown>('kit');
const pool = new Pool({ connectionString: url });
pool.on('error', () => undefined);
const sealer = new VaultSealer(await PostgresKeyVault.open(pool, process.env['KEY_FILE']!));
const store = new PostgresEventStore({ url });
const journal = new PostgresExchangeJournal(plain, sealer);
const connection = { baseUrl: process.env['SYSTEM_URL']!, credentials: {}, config: {} };
const clients = new WireClients(
  await loadProfiles(process.env['PROFILES']!),
  { 'social.card': connection },
  journal,
  clock,
);
const timers = new Timers(plain, clock, 'spec');
const engine = new LaneEngine({
  store,
  sealer,
  clock,
  timers,
  commands: new CommandHandler(store, sealer, clock),
  systems: [new Leg(clients.client('linked-generic@1', 'social.card'))],
  actor: Actor.system('spec'),
  nudge: () => runner.wake(),
});
const runner = new TimerRunner(
  plain,
  clock,
  timers,
  { [deliveryTimer]: engine.handler() },
  { concurrency: 4, claimMs: 900, pollMs: 20, backOffMs: () => 50 },
);
runner.start();
process.on('message', (message) => {
  const { dossierId } = message as { dossierId: string };
  void engine
    .plan({
      dossierId,
      system: 'social.card',
      op: 'submit',
      sourceEventId: dossierId,
      occurredAt: clock.now(),
      actor: 'officer-1',
    })
    .then(() => process.send?.({ planned: dossierId }));
});
process.send?.({ ready: true });
