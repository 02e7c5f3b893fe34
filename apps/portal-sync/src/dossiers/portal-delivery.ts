import type { Catalogue, Delivery, Finding, HoldReason, Lane, LanePolicy, RoutingRow } from '@motcua/domain';
import {
  DeliverySystem,
  laneOperationOf,
  lanePolicyOf,
  type CallContext,
  type LaneOperation,
  type LifecycleStep,
  type Metrics,
  type PersonalData,
  type Prepared,
  type ProfiledPortal,
} from '@motcua/service-kit';
import type { PortalWire } from '../portal/portal-wire.js';
import { syncActor } from '../portal/sync-actor.js';
import { attachmentView, dossierSnapshot, filesIn } from './dossier-snapshot.js';
import { resultFiles } from './packet-files.js';
import type { PortalDossiers, SyncedDossier } from './portal-dossiers.js';
import type { PortalLinks } from './portal-links.js';

export interface PortalDeliveryParts {
  readonly wire: PortalWire;
  readonly dossiers: PortalDossiers;
  readonly personal: PersonalData;
  readonly links: PortalLinks;
  readonly catalogue: Catalogue;
  readonly metrics: Metrics;
  /** What follows when the engine leaves a lane. */
  readonly follow: (lane: Lane) => Promise<void>;
}

/** A dossier that may be sent, and by which row. */
interface Sendable extends SyncedDossier {
  readonly route: RoutingRow;
}

/**
 * The national portal behind the delivery engine. Every message is made at the moment of sending: the dossier as it stands then,
 * a step as it stood when it was made.
 */
export class PortalDelivery extends DeliverySystem {
  override readonly system: string;
  override readonly policy: LanePolicy;
  override readonly operations: Readonly<Record<string, LaneOperation>>;

  constructor(private readonly parts: PortalDeliveryParts) {
    super();
    const { profile } = parts.wire;
    this.system = profile.system;
    this.policy = lanePolicyOf(profile);
    this.operations = {
      dossier: laneOperationOf(profile, 'dossier', true),
      // nothing shows which steps are there: unless the portal recognises repetitions, a lost answer waits for a person
      progress: laneOperationOf(profile, 'progress', false),
      nationalStatus: laneOperationOf(profile, 'nationalStatus', false),
    };
  }

  override async prepare(deliveries: readonly Delivery[], lane: Lane): Promise<Prepared<unknown>> {
    const found = await this.sendable(lane);
    if ('code' in found) return { kind: 'held', reasons: [found] };
    const portal = this.parts.wire.portalOf(found.route.profile);
    const prepared = await this.prepared(portal, deliveries, lane, found);
    return prepared.kind === 'held' ? prepared : this.counted(prepared, deliveries[0]?.op ?? '');
  }

  /**
   * A look shows whether the dossier is there and with which status. That proves an insert; an update that left no trace in the
   * status is written again, which changes nothing where it had arrived.
   */
  override async find(_delivery: Delivery, lane: Lane, context: CallContext): Promise<Finding> {
    const found = await this.sendable(lane);
    if ('code' in found) return { kind: 'failed', retryable: false };
    const { dossierCode, status } = found.history;
    const outcome = await this.parts.wire.portalOf(found.route.profile).find(dossierCode, context);
    if (outcome.kind !== 'accepted') {
      const exchange = outcome.exchange === undefined ? {} : { exchange: outcome.exchange };
      return { kind: 'failed', retryable: outcome.kind !== 'rejected', ...exchange };
    }
    const isThere = outcome.value.exists && outcome.value.status === status && !isKnownThere(lane);
    return { kind: isThere ? 'present' : 'absent', exchange: outcome.exchange };
  }

  override async onLeft(lane: Lane): Promise<void> {
    await this.parts.follow(lane);
  }

  private async sendable(lane: Lane): Promise<Sendable | HoldReason> {
    const found = await this.parts.dossiers.find(lane.dossierId ?? '');
    if (found === undefined) return { code: 'nothing-to-tell', subject: 'dossier' };
    const { route, history } = found;
    if ('code' in route) return route;
    return this.isOurs(history.dossierCode) ? { ...found, route } : { code: 'foreign-code', subject: 'dossierCode' };
  }

  /** A code of another province or of a ministry's central series is never sent as ours. */
  private isOurs(dossierCode: string): boolean {
    const { catalogue } = this.parts;
    const parsed = catalogue.parseCode(dossierCode);
    if (!parsed.ok || parsed.code.kind === 'central') return false;
    try {
      catalogue.unit(parsed.code.unitCode);
      return true;
    } catch {
      return false;
    }
  }

  private prepared(
    portal: ProfiledPortal,
    deliveries: readonly Delivery[],
    lane: Lane,
    found: Sendable,
  ): Promise<Prepared> | Prepared {
    const op = deliveries[0]?.op;
    if (op === 'progress') return portal.appendProgress(deliveries.map((delivery) => stepFor(delivery, found)));
    if (op === 'nationalStatus') return this.nationalStatus(portal, found);
    return this.dossier(portal, modeOf(deliveries[0], lane), found);
  }

  private async dossier(
    portal: ProfiledPortal,
    mode: 'auto' | 'update',
    { history, events, route }: Sendable,
  ): Promise<Prepared> {
    const { catalogue, personal, links } = this.parts;
    const { dossierId } = history.dossier;
    const opened = await personal.open(dossierId, syncActor, 'portal.sync');
    const roles = new Map(events.map(({ id, meta }) => [id, meta.actorRole]));
    const snapshot = dossierSnapshot(opened, {
      catalogue,
      row: route,
      status: history.status,
      links: await links.linksTo(dossierId, filesIn(opened, history.dossier, catalogue), this.system),
      roleOf: (eventId) => roles.get(eventId) ?? 'system',
    });
    if (snapshot === undefined) return { kind: 'held', reasons: [erased] };
    return portal.upsertDossier(snapshot, mode);
  }

  private async nationalStatus(portal: ProfiledPortal, { history }: Sendable): Promise<Prepared> {
    const { catalogue, personal, links } = this.parts;
    const { dossierId } = history.dossier;
    const opened = await personal.open(dossierId, syncActor, 'portal.sync');
    const papers = resultFiles(opened, catalogue.version(history.dossier.procedureVersionId));
    const addresses = await links.linksTo(dossierId, papers, this.system);
    const techId = opened.findLast((event) => event.type === 'AccountResolved')?.personal?.techId ?? null;
    return portal.reportNationalDossier({
      externalCode: history.nationalCode ?? '',
      dossierCode: history.dossierCode,
      status: history.status,
      ...lastStep(history),
      techId,
      attachments: papers.map((file) => attachmentView(file, addresses)),
    });
  }

  private counted(prepared: Extract<Prepared, { kind: 'ready' }>, step: string): Prepared {
    return {
      kind: 'ready',
      send: async (context) => {
        const outcome = await prepared.send(context);
        this.parts.metrics.deliveries.inc({ system: this.system, step, outcome: outcome.kind });
        return outcome;
      },
    };
  }
}

const erased: HoldReason = { code: 'personal-data-erased', subject: 'dossier' };

/** When and how the dossier came into its status. */
function lastStep({ facts, first }: SyncedDossier['history']): {
  readonly at: string;
  readonly content: string | null;
} {
  const last = facts.findLast(({ step }) => step !== null);
  return { at: last?.occurredAt ?? first.occurredAt, content: last?.step?.content ?? null };
}

/** A dossier that was confirmed there is only ever updated. */
function isKnownThere({ deliveries }: Lane): boolean {
  return deliveries.some(({ op, state }) => op === 'dossier' && (state.kind === 'done' || state.kind === 'settled'));
}

/** A person who asks for it anew may have seen that the portal lost it, so it is inserted where it is not there. */
function modeOf(delivery: Delivery | undefined, lane: Lane): 'auto' | 'update' {
  return isKnownThere(lane) && delivery?.resendOf === null ? 'update' : 'auto';
}

function stepFor({ sourceEventId }: Delivery, { history }: Sendable): LifecycleStep {
  const step = history.facts.find(({ eventId }) => eventId === sourceEventId)?.step;
  if (step === undefined || step === null) throw new RangeError(`fact ${sourceEventId} is no step of the dossier`);
  return { ...step, dossierCode: history.dossierCode };
}
