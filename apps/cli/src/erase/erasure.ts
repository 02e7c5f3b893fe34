import { type Catalogue, dossierDecider } from '@motcua/domain';
import type { EventStore } from '@motcua/event-store';
import { dailyRoot } from '@motcua/event-store/postgres';
import {
  type AccessLog,
  Actor,
  type BlobStore,
  type Clock,
  CommandHandler,
  type Database,
  FileLinks,
  type Sealer,
  uuidv5,
  type ViewBuild,
} from '@motcua/service-kit';
import type { ErasureCertificate } from './certificate.js';
import { type DossierTarget, type DossierTraces, type ErasurePlan, tracesOf } from './erasure-plan.js';
import { forgetUploads, uploadsOf } from './person-uploads.js';
import { watchReadModels } from './read-models.js';
import { checkGone } from './self-check.js';

export interface ErasureParts {
  readonly store: EventStore;
  readonly sealer: Sealer;
  readonly blobs: BlobStore;
  readonly database: Database;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly accessLog: AccessLog;
  readonly builds: () => Promise<ViewBuild[]>;
}

export interface ErasureOrder {
  /** Opaque subject id of the account that orders it. */
  readonly by: string;
  /** Stable code of why. */
  readonly reasonCode: string;
  readonly forcedShred: boolean;
  /** The person's own account, where it is known: its waiting uploads go too. */
  readonly account?: string | undefined;
  /** How long to wait for the read models, milliseconds. */
  readonly patienceMs: number;
}

export type ErasureStep = 'facts' | 'links' | 'files' | 'keys' | 'uploads' | 'read-models' | 'self-check';

/**
 * Carries out a plan. The fact comes first, so that nobody works on the dossier any more; then links and files; then all keys at
 * once. Each step may be repeated, and the plan of a new run finds what an interrupted one left, so running the command again
 * finishes it.
 */
export class Erasure {
  private readonly actor: Actor;
  private readonly commands: CommandHandler;
  private readonly links: FileLinks;

  /** @param onStep called before each step */
  constructor(
    private readonly parts: ErasureParts,
    private readonly order: ErasureOrder,
    private readonly onStep: (step: ErasureStep) => void = () => undefined,
  ) {
    const { store, sealer, clock, database } = parts;
    this.actor = new Actor(order.by, ['administrator'], [], 'motcua-cli');
    this.commands = new CommandHandler(store, sealer, clock);
    this.links = new FileLinks(database, sealer, clock);
  }

  async run({ dossiers, others }: ErasurePlan): Promise<ErasureCertificate> {
    const { store, database, sealer, clock } = this.parts;
    const { by, reasonCode, forcedShred, account } = this.order;
    const ids = dossiers.map(({ dossierId }) => dossierId);
    const shredded = dossiers.filter(({ policy }) => policy === 'shred').map(({ dossierId }) => dossierId);

    this.onStep('facts');
    if (ids.length > 0) await this.parts.accessLog.record(ids, this.actor, `erase.${reasonCode}`);
    for (const target of dossiers) await this.recordFact(target);
    const erasedAt = await store.head();

    this.onStep('links');
    const revoked = new Map<string, number>();
    for (const id of ids) revoked.set(id, await this.links.revoke(id));

    this.onStep('files');
    const traces = await tracesOf(store, shredded);
    const uploads = await uploadsOf(database.pool, shredded, account);
    const uploadedFiles = uploads.flatMap(({ blobIds }) => blobIds);
    const removed = await this.removeFiles(traces);
    for (const blobId of uploadedFiles) await this.parts.blobs.remove(blobId);

    this.onStep('keys');
    const owners = [...shredded, ...others.map(({ owner }) => owner), ...uploads.map(({ uploadId }) => uploadId)];
    const keys = owners.length === 0 ? { destroyed: 0, rewrapped: 0 } : await sealer.destroyKeys(owners);

    this.onStep('uploads');
    await forgetUploads(database.pool, uploads);

    this.onStep('read-models');
    const watched = { store, database: database.kysely<unknown>('kit'), builds: this.parts.builds };
    const readModels = await watchReadModels(watched, ids, erasedAt, this.order.patienceMs);

    this.onStep('self-check');
    const selfCheck = await checkGone({ ...this.parts, pool: database.pool }, traces, owners, uploadedFiles);
    return {
      kind: 'motcua.erasure.v1',
      completedAt: clock.now(),
      by,
      reasonCode,
      forcedShred,
      dossiers: dossiers.map(({ dossierId, policy }) => ({
        dossierId,
        policy,
        sealedTexts: traces.get(dossierId)?.sealed.length ?? 0,
        filesRemoved: removed.get(dossierId) ?? 0,
        linksRevoked: revoked.get(dossierId) ?? 0,
      })),
      others: others.map(({ stream }) => stream),
      uploads: uploads.length,
      keys,
      selfCheck,
      readModels,
      chain: await this.chain(),
    };
  }

  /** The same order gives the same command, so a second run adds no second fact. */
  private async recordFact({ dossierId, policy }: DossierTarget): Promise<void> {
    const { by, reasonCode } = this.order;
    await this.commands.handle({
      stream: `dossier-${dossierId}`,
      decider: dossierDecider(this.parts.catalogue),
      command: { type: 'EraseSubject', data: { policy, by, now: this.parts.clock.now() } },
      commandId: uuidv5(dossierId, `motcua erase|${policy}|${by}|${reasonCode}`),
      actor: this.actor,
    });
  }

  /** @returns how many were there, by dossier */
  private async removeFiles(traces: ReadonlyMap<string, DossierTraces>): Promise<Map<string, number>> {
    const { blobs } = this.parts;
    const removed = new Map<string, number>();
    for (const [dossierId, { blobIds }] of traces) {
      for (const blobId of blobIds) {
        if ((await blobs.digest(blobId)) === undefined) continue;
        await blobs.remove(blobId);
        removed.set(dossierId, (removed.get(dossierId) ?? 0) + 1);
      }
    }
    return removed;
  }

  private async chain(): Promise<ErasureCertificate['chain']> {
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const root = await dailyRoot(this.parts.database.pool, today);
    return root === undefined ? null : { position: root.position, root: root.root };
  }
}
