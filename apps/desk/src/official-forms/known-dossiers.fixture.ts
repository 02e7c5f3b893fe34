import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { join } from 'node:path';
import { type PaperKeySet, type PaperMark, markText, signedMark } from '@motcua/contracts/papers';
import {
  type Catalogue,
  type DossierCommand,
  type DossierEvent,
  type Person,
  type SubmissionPersonal,
  dossierDecider,
} from '@motcua/domain';
import { type OpenedEvent, loadCatalogue } from '@motcua/service-kit';
import {
  acceptDossier,
  dossierCommands as make,
  forwardStep,
  receiveAtCounter,
  signResult,
  submissionPersonal,
  submitDossier,
  submittedComponent,
} from '@motcua/testing';

export const CODE = '000.00.14.H99-261116-0042';

/** Every letter of Vietnamese that a font may lack, in a name and a street nobody has. */
export const LETTERS = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ';
const LONG_NAME = 'Công Tằng Tôn Nữ Nguyễn Phúc Thị Ngọc Diễm Huyền Thục Quỳnh Bữu Ợ Ẵm Ưỡn';
const LONG_ADDRESS = `Số 12/345B ngõ Đường Mẫu Rất Dài Quá Khổ Giấy, tổ dân phố ${LETTERS}, phường Mẫu Một, tỉnh Mẫu`;

const applicant: Person = {
  fullName: LONG_NAME,
  personalId: '099090000001',
  birthDate: '1990-01-01',
  address: LONG_ADDRESS,
  phone: '0990000001',
  email: 'chu.ho.so.co.ten.rat.dai@example.test',
};
const submitter: Person = {
  fullName: 'Đặng Ngữ Mẫu',
  personalId: '099080000002',
  birthDate: null,
  address: 'Thôn Mẫu Hai, xã Mẫu, tỉnh Mẫu',
  phone: '0990000002',
  email: 'nguoi.nop@example.test',
};
export const personal: SubmissionPersonal = {
  ...submissionPersonal(),
  applicant,
  submitter,
  matter: 'Cấp Phiếu lý lịch tư pháp số 2 để bổ sung hồ sơ xin việc ở nước ngoài',
};

const counted = (originals: number, certified: number, photocopies: number) => ({ originals, certified, photocopies });
const papers = [
  submittedComponent({
    componentCode: 'declaration-form',
    attachmentId: 'a-1',
    source: 'shown',
    copies: counted(1, 0, 0),
  }),
  submittedComponent({ componentCode: 'identity-copy', attachmentId: 'a-2', copies: counted(0, 2, 3) }),
  submittedComponent({ componentCode: 'fee-exemption', attachmentId: 'a-3' }),
];
const procedure = {
  procedureCode: '2.000488',
  procedureCase: 'normal',
  feeCollect: 'before' as const,
  feeAmount: 200_000,
};

/** An hour of the Monday of the specs, in Vietnam. */
export function at(hour: number, minute = 0, day = 16): string {
  return new Date(Date.UTC(2026, 10, day, hour - 7, minute)).toISOString();
}

const reason =
  'Thiếu chữ ký của người yêu cầu; tờ khai ghi sai họ, chữ đệm của cha (đúng là "Nguyễn Ưỡng", không phải "Nguyên Ương")';

const counter: DossierCommand = {
  ...receiveAtCounter({
    ...procedure,
    components: papers,
    payment: { paymentId: 'p-1', method: 'cash', receiptNumber: 'BL-0001' },
    now: at(9, 5),
  }),
  personal,
} as DossierCommand;

/** Online, by somebody with a name of usual length, for himself. */
const usual: DossierCommand = submitDossier({
  ...procedure,
  feeCollect: 'after',
  components: papers.slice(1, 2),
  returnMethod: 'post',
  now: at(8),
});

const online: DossierCommand = { ...usual, personal } as DossierCommand;

const supplement: DossierCommand = {
  ...make.RequestSupplement,
  data: { ...make.RequestSupplement.data, items: ['identity-copy', '/hoTenCha'], now: at(10) },
  personal: { reason, itemTexts: ['Bản chụp giấy tờ tùy thân hai mặt, rõ nét', 'Họ, chữ đệm, tên của cha'] },
};

/** Dossiers that are where a form is printed. */
export const stories = {
  receipt: [counter],
  usual: [usual, acceptDossier({ now: at(9, 30) })],
  supplement: [online, supplement],
  refusal: [
    online,
    { ...make.RefuseIntake, data: { ...make.RefuseIntake.data, now: at(11, 20) }, personal: { reason } },
  ],
  lapsed: [online, supplement, { ...make.LapseSupplement, data: { ...make.LapseSupplement.data, now: at(8, 0, 30) } }],
  negative: [
    counter,
    forwardStep({ now: at(9, 40) }),
    signResult({ resultKind: 'negative', now: at(15, 0, 18), document: document('77/TC-STP') }, reason),
  ],
  apology: [
    counter,
    forwardStep({ now: at(9, 40) }),
    {
      ...make.ExtendDueDate,
      data: { ...make.ExtendDueDate.data, workingDays: 3, apologyNumber: '31/PXL-STP', now: at(14, 10, 19) },
      personal: { reason },
    },
  ],
  control: [
    counter,
    { ...forwardStep({ now: at(9, 40), stepDue: at(17, 0, 17) }), personal: { note: 'Giao đủ hồ sơ giấy' } },
    {
      ...forwardStep({ toUnit: 'H99', handler: 'handler-2', now: at(10, 0, 17), stepDue: at(16, 0, 18) }),
      personal: { note: '' },
    },
    { ...forwardStep({ toUnit: 'H99.14', handler: 'handler-1', now: at(16, 30, 18) }), personal: { note: '' } },
    signResult({ now: at(15, 0, 20) }),
  ],
} as const satisfies Record<string, readonly DossierCommand[]>;

function document(number: string) {
  return { blobId: 'blob-result', cipherDigest: 'c0ffee', number, signed: true };
}

export async function realCatalogue(): Promise<Catalogue> {
  return (await loadCatalogue(join(import.meta.dirname, '../../../../catalogues/2020'))).catalogue;
}

/** The facts that commands make, as whoever may open them sees them; the code comes right after the first of them. */
export function facts(
  commands: readonly DossierCommand[],
  catalogue: Catalogue,
  code: string | null = CODE,
): OpenedEvent[] {
  const { decide, evolve, initialState } = dossierDecider(catalogue);
  let state = initialState();
  const found: DossierEvent[] = [];
  for (const [index, command] of commands.entries()) {
    const next = [...decide(command, state)];
    if (index === 0 && code !== null) next.push(assigned(code));
    state = next.reduce(evolve, state);
    found.push(...next);
  }
  return found.map((fact, index) => ({
    ...fact,
    id: String(index),
    version: index + 1,
    actor: 'a',
    recordedAt: at(9),
  }));
}

function assigned(dossierCode: string): DossierEvent {
  const series = { origin: 'series', system: null, unitCode: 'H99.14', day: '2026-11-16', ordinal: 42 } as const;
  const { dossierId } = submitDossier().data;
  return { type: 'DossierCodeAssigned', data: { dossierId, dossierCode, assignedAt: at(9, 6), ...series } };
}

/** A key that is the same in every run, so that pages are: of these specs alone. */
export function fixedKeys() {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const x = createPublicKey(key).export({ format: 'jwk' }).x!;
  const kid = 'spec-key-01';
  const set: PaperKeySet = { keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', kid, x }] };
  const signed = (mark: PaperMark): Promise<string> => {
    const text = markText(mark, kid);
    return Promise.resolve(signedMark(text, sign(null, Buffer.from(text), key)));
  };
  return { set, signed };
}
