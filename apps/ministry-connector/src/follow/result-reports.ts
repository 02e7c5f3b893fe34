import { BlobStore, Clock, Metrics, type ResultPackage } from '@motcua/service-kit';
import type { JsonObject } from '@motcua/domain';
import { Injectable } from '@nestjs/common';
import { readCivilResult } from '../civil-g1/civil-result.js';
import { DossierDesk } from '../dossier/dossier-desk.js';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import { readLegResult } from '../linked-leg/leg-result.js';
import { readCriminalRecordResult } from '../lltp-g1/criminal-record-result.js';
import { PollFailed } from '../poll/poll-failed.js';
import { readingCall } from '../wire/call-context.js';
import { MinistryWire } from '../wire/ministry-wire.js';
import { type ProfessionalSystem, isProfessionalSystem } from '../wire/professional-systems.js';
import type { ReadResult, ResultReader } from './result-reader.js';

const readers: Readonly<Record<ProfessionalSystem, ResultReader>> = {
  'lltp.g1': readCriminalRecordResult,
  'civil.g1': readCivilResult,
  'social.card': readLegResult,
  residence: readLegResult,
};

interface Answer {
  readonly consequence: 'result' | 'refusal';
  readonly commandId: string;
  readonly rawStatus: string;
  readonly text: string;
}

/** Brings a system's answer into the dossier, with its document where it has one. */
@Injectable()
export class ResultReports {
  constructor(
    private readonly wire: MinistryWire,
    private readonly desk: DossierDesk,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** @returns `notReady` when the system says "done" and has no result yet; `refused` when the dossier takes none any more */
  async report(dossier: HandedDossier, leg: Leg, answer: Answer): Promise<'done' | 'refused' | 'notReady'> {
    const { dossierId } = dossier;
    const read = answer.consequence === 'refusal' ? refusal(answer.text) : await this.fetch(dossier, leg, answer);
    if (read === undefined) return 'notReady';
    const stored = read.document === undefined ? undefined : await this.blobs.put(dossierId, read.document);
    const data = {
      system: leg.system,
      externalStatus: answer.rawStatus,
      resultKind: read.kind,
      blobId: stored?.blobId ?? null,
      blobDigest: stored?.cipherDigest ?? null,
    };
    const personal = { fields: read.fields };
    return this.desk.report(dossierId, { type: 'ReportResult', data, personal }, answer.commandId);
  }

  private async fetch(dossier: HandedDossier, leg: Leg, { text }: Answer): Promise<ReadResult | undefined> {
    const { dossierId } = dossier;
    const dossierCode = dossier.dossierCode ?? '';
    const call = readingCall(this.clock.now(), 1, { dossierId, dossierCode });
    const outcome = await this.wire.port(leg).fetchResult(dossier.refAt(leg, dossierCode, null), call);
    this.metrics.deliveries.inc({ system: leg.system, step: 'result', outcome: outcome.kind });
    if (outcome.kind === 'accepted') return readerOf(leg)(outcome.value, text);
    if (outcome.kind === 'retryable' && outcome.reason === 'businessRetry') return undefined;
    throw new PollFailed(leg.system, outcome.kind);
  }
}

function readerOf({ system }: Leg): (result: ResultPackage, text: string) => ReadResult {
  if (!isProfessionalSystem(system)) throw new RangeError(`nobody reads the results of ${system}`);
  return readers[system];
}

function refusal(text: string): ReadResult {
  const fields: JsonObject = text === '' ? {} : { lyDo: text };
  return { kind: 'negative', fields, document: undefined };
}
