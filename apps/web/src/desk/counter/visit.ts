import type { components } from '../../api/intake.d.ts';
import type { DraftFile, ReturnMethod } from '../../citizen/dossiers/draft/drafts.ts';
import { submissionOf } from '../../citizen/dossiers/draft/submission.ts';
import type { JsonRecord } from '../../citizen/declaration/schema.ts';

export type CounterBody = components['schemas']['CounterDossierDto'];
export type Receipt = components['schemas']['Receipt'];

/** What somebody at the counter hands in, as it is typed. */
export interface Visit {
  readonly unit: string;
  readonly channel: 'counter' | 'post';
  readonly postmark: string;
  readonly method: ReturnMethod;
  readonly declaration: JsonRecord;
  /** Papers of which the original was shown. */
  readonly shown: readonly string[];
  readonly files: readonly DraftFile[];
  readonly paid: 'cash' | 'transfer' | undefined;
  readonly receiptNumber: string;
}

export function newVisit(unit: string): Visit {
  return {
    unit,
    channel: 'counter',
    postmark: '',
    method: 'counter',
    declaration: {},
    shown: [],
    files: [],
    paid: undefined,
    receiptNumber: '',
  };
}

/** The request, with only what the form asks for. */
export function counterBody(visit: Visit, procedureCode: string, declaration: JsonRecord): CounterBody {
  const { unit, channel, postmark, method, shown, files, paid, receiptNumber } = visit;
  const content = { declaration, files, receivingUnit: unit, returnMethod: method };
  const { applicant } = submissionOf({ draftId: '', procedureCode }, content, declaration);
  return {
    channel,
    procedureCode,
    receivingUnit: unit,
    returnMethod: method,
    applicant,
    declaration: declaration as never,
    components: [
      ...shown.map((componentCode) => ({ componentCode, source: 'shown' as const })),
      ...files.map(({ componentCode, uploadId }) => ({ componentCode, uploadId, source: 'upload' as const })),
    ],
    ...(channel === 'post' && postmark !== '' ? { postmarkedAt: `${postmark}:00+07:00` } : {}),
    ...(paid === undefined ? {} : { payment: { method: paid, receiptNumber } }),
  };
}
