import { stateOfStatus, type CanonicalStatus, type JsonObject, type Outcome } from '@motcua/domain';
import { scalarText } from './document-path.js';
import {
  NationalPortalPort,
  type CallContext,
  type DossierSnapshot,
  type LifecycleStep,
  type NationalDossierReport,
  type PortalFinding,
  type Prepared,
} from './ports.js';
import type { PreparedCall, ProfileClient } from './profile-client.js';
import { mapped } from './profiled-system.js';

/** The national portal by its profile; operation names: `dossier, progress, find, account` and the catalogues. */
export class ProfiledPortal extends NationalPortalPort {
  constructor(private readonly client: ProfileClient) {
    super();
  }

  override get system(): string {
    return this.client.profile.system;
  }

  override get maxStepsPerCall(): number {
    return this.client.profile.limits.maxPerCall;
  }

  override upsertDossier(snapshot: DossierSnapshot, mode: 'insert' | 'update' | 'auto'): Prepared {
    const first = this.dossier(snapshot, mode === 'update');
    if (first.kind === 'held') return first;
    const { dossierCode } = snapshot;
    return {
      kind: 'ready',
      send: async (context) => {
        const outcome = await first.send({ ...context, dossierCode });
        // "it exists" says nothing of what stands there: the snapshot still has to be written
        const again = mode === 'auto' && outcome.kind === 'alreadyAccepted' ? this.dossier(snapshot, true) : undefined;
        const last = again?.kind === 'ready' ? await again.send({ ...context, dossierCode }) : outcome;
        return mapped(last, () => undefined);
      },
    };
  }

  override appendProgress(steps: readonly LifecycleStep[]): Prepared {
    const prepared = this.client.prepare('progress', { steps });
    if (prepared.kind === 'held') return prepared;
    const dossierCode = steps[0]?.dossierCode ?? '';
    return {
      kind: 'ready',
      send: async (context) => mapped(await prepared.send({ ...context, dossierCode }), () => undefined),
    };
  }

  override reportNationalDossier(report: NationalDossierReport): Prepared {
    const prepared = this.client.prepare('nationalStatus', report);
    if (prepared.kind === 'held') return prepared;
    const { dossierCode } = report;
    return {
      kind: 'ready',
      send: async (context) => mapped(await prepared.send({ ...context, dossierCode }), () => undefined),
    };
  }

  override async find(dossierCode: string, context: CallContext): Promise<Outcome<PortalFinding>> {
    const outcome = await this.client.call('find', { dossierCode }, { ...context, dossierCode });
    return mapped(outcome, (items) => ({ exists: (items ?? []).length > 0, status: statusOf(items?.[0]) }));
  }

  override async resolveAccount(
    identityNumber: string,
    context: CallContext,
  ): Promise<Outcome<{ readonly techId: string } | null>> {
    const outcome = await this.client.call('account', { identityNumber }, context);
    return mapped(outcome, (items) => {
      const techId = scalarText(items?.[0]?.['techId']);
      return techId === undefined ? null : { techId };
    });
  }

  override async catalogue(
    kind: 'procedures' | 'procedure' | 'units' | 'fields' | 'questions',
    key: string | undefined,
    context: CallContext,
  ): Promise<Outcome<readonly JsonObject[]>> {
    return mapped(await this.client.call(kind, { key }, context), (items) => items ?? []);
  }

  private dossier(snapshot: DossierSnapshot, isUpdating: boolean): PreparedCall {
    return this.client.prepare('dossier', { isUpdating, dossiers: [snapshot] });
  }
}

function statusOf(item: JsonObject | undefined): CanonicalStatus | null {
  const status = item?.['status'];
  return typeof status === 'number' && stateOfStatus(status) !== undefined ? (status as CanonicalStatus) : null;
}
