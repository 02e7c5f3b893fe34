import type { Catalogue, Delivery, Finding, Lane, LanePolicy, Outcome } from '@motcua/domain';
import {
  type CallContext,
  DeliverySystem,
  laneOperationOf,
  type LaneOperation,
  lanePolicyOf,
  type Metrics,
  type PersonalData,
  type Prepared,
} from '@motcua/service-kit';
import { connectorActor } from '../connector-actor.js';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import type { HandedDossiers } from '../dossier/handed-dossiers.js';
import type { PollTimes } from '../poll/poll-times.js';
import type { MinistryWire } from '../wire/ministry-wire.js';
import type { LaneTasks } from './lane-tasks.js';
import { submissionView } from './submission-view.js';
import { withheld } from './withheld.js';

export interface MinistrySystemParts {
  readonly wire: MinistryWire;
  readonly dossiers: HandedDossiers;
  readonly personal: PersonalData;
  readonly catalogue: Catalogue;
  readonly tasks: LaneTasks;
  readonly polls: PollTimes;
  readonly metrics: Metrics;
}

/** One professional system, spoken to by whatever profile the dossier's route names. */
export class MinistrySystem extends DeliverySystem {
  override readonly policy: LanePolicy;
  override readonly operations: Readonly<Record<string, LaneOperation>>;

  /** @param profile the profile from which the lanes take their patience */
  constructor(
    override readonly system: string,
    profile: string,
    private readonly parts: MinistrySystemParts,
  ) {
    super();
    const wireProfile = parts.wire.profile(profile);
    this.policy = lanePolicyOf(wireProfile);
    this.operations = { submit: laneOperationOf(wireProfile, 'submit', true) };
  }

  override async prepare(_deliveries: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>> {
    const { personal, catalogue, wire } = this.parts;
    const { dossier, leg } = await this.routed(lane);
    const reasons = withheld(dossier, catalogue);
    if (reasons.length > 0) return { kind: 'held', reasons };
    const opened = await personal.open(dossier.dossierId, connectorActor, 'connector.hand-over');
    const view = submissionView(dossier, leg, opened, catalogue);
    if (view === undefined) return { kind: 'held', reasons: [{ code: 'erased', subject: 'personal-data' }] };
    return this.counted(wire.port(leg).submit(view));
  }

  override async find(_delivery: Delivery, lane: Lane, context: CallContext): Promise<Finding> {
    const { dossier, leg } = await this.routed(lane);
    const ref = dossier.refAt(leg, dossier.dossierCode ?? '', lane.externalKey);
    const outcome = await this.parts.wire.port(leg).find(ref, context);
    this.count('find', outcome);
    if (outcome.kind !== 'accepted') {
      const retryable = outcome.kind !== 'rejected' && outcome.kind !== 'conflict';
      return { kind: 'failed', retryable, ...(outcome.exchange === undefined ? {} : { exchange: outcome.exchange }) };
    }
    if (outcome.value === null) return { kind: 'absent', exchange: outcome.exchange };
    const { externalKey } = outcome.value.ref;
    return { kind: 'present', exchange: outcome.exchange, ...(externalKey === undefined ? {} : { externalKey }) };
  }

  override async onLeft(lane: Lane): Promise<void> {
    await this.parts.tasks.of(lane);
    const isThere = lane.deliveries.some(({ state }) => state.kind === 'done' || state.kind === 'settled');
    if (!isThere || lane.dossierId === null) return;
    const { leg } = await this.routed(lane);
    await this.parts.polls.begin(leg, lane.dossierId);
  }

  private async routed(lane: Lane): Promise<{ dossier: HandedDossier; leg: Leg }> {
    const dossier = await this.parts.dossiers.read(lane.dossierId ?? '');
    const leg = dossier?.leg(this.system);
    if (dossier === undefined || leg === undefined) throw new RangeError(`a lane of ${this.system} without its route`);
    return { dossier, leg };
  }

  private counted(prepared: Prepared<unknown>): Prepared<unknown> {
    if (prepared.kind === 'held') return prepared;
    const send = async (context: CallContext): Promise<Outcome<unknown>> => {
      const outcome = await prepared.send(context);
      this.count('submit', outcome);
      return outcome;
    };
    return { kind: 'ready', send };
  }

  private count(step: string, { kind }: Outcome<unknown>): void {
    this.parts.metrics.deliveries.inc({ system: this.system, step, outcome: kind });
  }
}
