import type { Capabilities, ExternalRef, JsonObject, Outcome } from '@motcua/domain';
import { codeShaped } from './code-shape.js';
import { scalarText } from './document-path.js';
import {
  ProfessionalSystemPort,
  type CallContext,
  type CatalogueItem,
  type Cursor,
  type ExternalStatus,
  type Prepared,
  type ResultPackage,
  type SubmissionView,
} from './ports.js';
import type { ProfileClient, WireItems } from './profile-client.js';

/**
 * A professional system that its profile describes wholly. Operation names it looks for: `submit, find, changes, acknowledge,
 * result, catalogue`; what a profile does not have answers `rejected` with code `not-supported`.
 */
export class ProfiledSystem extends ProfessionalSystemPort {
  constructor(
    override readonly system: string,
    private readonly client: ProfileClient,
  ) {
    super();
  }

  override capabilities(): Capabilities {
    const { capabilities: own, files, limits } = this.client.profile;
    const { statusOne, statusChanges, acknowledge, expressible, ...rest } = own;
    const status = { one: statusOne, changes: statusChanges, acknowledge, push: false, maxPerCall: limits.maxPerCall };
    return { ...rest, expressible, status, files: { ...files, mime: ['application/pdf'] } };
  }

  override submit(dossier: SubmissionView): Prepared<ExternalRef> {
    const prepared = this.client.prepare('submit', dossier);
    if (prepared.kind === 'held') return prepared;
    const { dossierCode } = dossier;
    return {
      kind: 'ready',
      send: async (context) => {
        const outcome = await prepared.send({ ...context, dossierCode });
        return mapped(outcome, () => this.refOf(dossier, 'externalKey' in outcome ? outcome.externalKey : undefined));
      },
    };
  }

  override async find(ref: ExternalRef, context: CallContext): Promise<Outcome<ExternalStatus | null>> {
    const outcome = await this.read('find', ref, { ...context, dossierCode: ref.dossierCode });
    return mapped(outcome, (items) => (items?.[0] === undefined ? null : this.statusOf(items[0], ref)));
  }

  override async poll(
    cursor: Cursor | null,
    context: CallContext,
  ): Promise<Outcome<{ readonly items: readonly ExternalStatus[]; readonly next: Cursor }>> {
    const outcome = await this.read('changes', { cursor }, context);
    return mapped(outcome, (items) => ({
      items: (items ?? []).map((item) => this.statusOf(item, { system: this.system, dossierCode: '' })),
      next: cursor ?? '',
    }));
  }

  override async acknowledge(items: readonly ExternalStatus[], context: CallContext): Promise<Outcome> {
    const keys = items.flatMap(({ ref }) => (ref.externalKey === undefined ? [] : [ref.externalKey]));
    return mapped(await this.read('acknowledge', { externalKeys: keys.join(';') }, context), () => undefined);
  }

  /** Where a profile has no operation for results, the status carries what there is of one. */
  override async fetchResult(ref: ExternalRef, context: CallContext): Promise<Outcome<ResultPackage>> {
    const own = Object.hasOwn(this.client.profile.operations, 'result');
    const outcome = await this.read(own ? 'result' : 'find', ref, { ...context, dossierCode: ref.dossierCode });
    if (outcome.kind === 'accepted' && !(own ? isThere : isFinished)(outcome.value?.[0])) {
      return { kind: 'retryable', reason: 'businessRetry', exchange: outcome.exchange };
    }
    return mapped(outcome, (items) => ({ ref, fields: fieldsOf(items?.[0]), documents: documentsOf(items?.[0]) }));
  }

  override async catalogue(kind: string, context: CallContext): Promise<Outcome<readonly CatalogueItem[]>> {
    const outcome = await this.read('catalogue', { kind }, context);
    return mapped(outcome, (items) =>
      (items ?? []).map(({ code, name }) => ({ code: scalarText(code) ?? '', name: scalarText(name) ?? '' })),
    );
  }

  private async read(operation: string, document: unknown, context: CallContext): Promise<Outcome<WireItems>> {
    if (Object.hasOwn(this.client.profile.operations, operation)) return this.client.call(operation, document, context);
    return { kind: 'rejected', code: 'not-supported', message: operation, exchange: 'none' };
  }

  private refOf(
    { dossierCode, registrationUnit, routing }: SubmissionView,
    externalKey: string | undefined,
  ): ExternalRef {
    return {
      system: this.system,
      dossierCode,
      ...(externalKey === undefined ? {} : { externalKey }),
      ...(registrationUnit.externalCode === null ? {} : { externalUnit: registrationUnit.externalCode }),
      ...(routing.module === null ? {} : { module: routing.module }),
    };
  }

  private statusOf(item: JsonObject, ref: ExternalRef): ExternalStatus {
    const key = scalarText(item['externalKey']);
    return {
      ref: {
        ...ref,
        dossierCode: scalarText(item['dossierCode']) ?? ref.dossierCode,
        ...(key === undefined ? {} : { externalKey: key }),
      },
      status: (item['status'] as ExternalStatus['status'] | undefined) ?? null,
      externalTime: scalarText(item['externalTime']) ?? null,
      ...statusWords(scalarText(item['externalStatus']) ?? '', scalarText(item['text']) ?? ''),
      fields: fieldsOf(item),
    };
  }
}

/** The status goes into public data, so what is no code moves to the words, which are sealed. */
function statusWords(status: string, text: string): Pick<ExternalStatus, 'externalStatus' | 'text'> {
  const raw = status.trim().normalize('NFC');
  const code = codeShaped(raw);
  if (raw === (code ?? '')) return { externalStatus: raw, text };
  return { externalStatus: code ?? 'unreadable', text: `${raw}: ${text}` };
}

function isThere(item: JsonObject | undefined): boolean {
  return item !== undefined;
}

/** Status 9: done, whatever the result says. */
function isFinished(item: JsonObject | undefined): boolean {
  return item?.['status'] === 9;
}

/** The same outcome with another value. */
export function mapped<T>(outcome: Outcome<WireItems>, to: (items: WireItems) => T): Outcome<T> {
  if (outcome.kind === 'accepted') return { ...outcome, value: to(outcome.value) };
  if (outcome.kind !== 'alreadyAccepted') return outcome;
  const { exchange, externalKey } = outcome;
  return { kind: 'alreadyAccepted', value: to(null), exchange, ...(externalKey === undefined ? {} : { externalKey }) };
}

function fieldsOf(item: JsonObject | undefined): JsonObject {
  const fields = item?.['fields'];
  return typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as JsonObject) : {};
}

function documentsOf(item: JsonObject | undefined): ResultPackage['documents'] {
  const document = item?.['document'] as JsonObject | undefined;
  const base64 = scalarText(document?.['base64']);
  if (base64 === undefined) return [];
  const name = scalarText(document?.['name']) ?? 'ket-qua.pdf';
  return [{ name, mime: 'application/pdf', bytes: Buffer.from(base64, 'base64') }];
}
