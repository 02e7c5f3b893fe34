import type { components } from '../../../api/intake.d.ts';
import type { FieldFault } from '../../../api/problem.ts';
import type { Fault, FaultCode } from '../../declaration/leaf-faults.ts';
import type { JsonRecord } from '../../declaration/schema.ts';
import { valueAt } from '../../declaration/values.ts';
import type { DraftContent } from './drafts.ts';

export type SubmissionBody = components['schemas']['SubmitDossierDto'];

/** What is sent: the draft's words as the form asks for them; the applicant is who the declaration calls the requester. */
export function submissionOf(
  { draftId, procedureCode }: { readonly draftId: string; readonly procedureCode: string },
  { files, receivingUnit, returnMethod }: DraftContent,
  declaration: JsonRecord,
): SubmissionBody {
  return {
    draftId,
    procedureCode,
    receivingUnit: receivingUnit ?? '',
    returnMethod: returnMethod ?? 'counter',
    applicant: applicantOf(declaration),
    declaration: declaration as never,
    components: files.map(({ componentCode, uploadId }) => ({ componentCode, uploadId })),
  };
}

function applicantOf(declaration: JsonRecord): SubmissionBody['applicant'] {
  const first = (...pointers: readonly string[]): string | undefined =>
    pointers.map((pointer) => valueAt(declaration, pointer)).find((value) => typeof value === 'string') as
      string | undefined;
  const known = {
    personalId: first('/nycSoDDCN', '/nycSoGiayToTuyThan', '/nycSoGiayTo'),
    birthDate: first('/nycNgaySinh'),
    address: first('/nycNoiCuTru/dcChiTiet', '/nycThuongTru/dcChiTiet'),
    phone: first('/nycSoDienThoai', '/nycDienThoai'),
    email: first('/nycEmail'),
  };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { fullName: first('/nycHoTen') ?? '', ...said };
}

const CODES: Readonly<Record<string, FaultCode>> = {
  missing: 'missing',
  'wrong-type': 'wrongType',
  'too-short': 'tooShort',
  'too-long': 'tooLong',
  'not-in-list': 'notInList',
  'too-many': 'tooMany',
  'not-allowed': 'notAllowed',
  'in-the-future': 'inTheFuture',
  'too-late': 'tooLate',
  'out-of-order': 'outOfOrder',
};

/** What the server says about fields of the declaration, at the fields. */
export function faultsOfServer(errors: readonly FieldFault[]): Fault[] {
  return errors.flatMap(({ pointer = '', code, detail }) => {
    if (!pointer.startsWith('/declaration/')) return [];
    const known = CODES[code.replace(/^declaration\./, '')] ?? 'wrongFormat';
    const at = pointer.slice('/declaration'.length);
    return [detail === undefined ? { pointer: at, code: known } : { pointer: at, code: known, message: detail }];
  });
}
