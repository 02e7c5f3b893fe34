import { checkFields, isRecord, type FieldFault, type FieldRule, type FieldTable, textOf } from '../rules/fields.js';
import { readDate } from '../engine/vietnam-time.js';
import { ETHNICITIES, NATIONALITIES } from './lltp1.catalogues.js';

const text = (max: number): FieldRule => ({ type: 'string', max });
const integer: FieldRule = { type: 'integer' };
const day: FieldRule = { type: 'string', date: ['dd/MM/yyyy'] };
const partialDay: FieldRule = { type: 'string', date: ['dd/MM/yyyy', 'MM/yyyy', 'yyyy'] };
const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });
const code = (...oneOf: number[]): FieldRule => ({ type: 'integer', oneOf });

const GENDERS = code(0, 1);
const PAPERS = code(0, 1, 2, 3);
const PROXY = 3845;

const DECLARATION: FieldTable = {
  fullName: required(text(250)),
  genderId: required(GENDERS),
  birthDateStr: required(partialDay),
  birthPlace: text(500),
  nationalityId: required(code(...NATIONALITIES.map(({ ID }) => ID))),
  ethnicId: code(-1, ...ETHNICITIES.map(({ ID }) => ID)),
  residence: text(500),
  reRegionId: integer,
  residenceTemporary: text(500),
  rtRegionId: integer,
  idTypeId: required(PAPERS),
  identifyNo: required({ type: 'string', max: 20, pattern: /^[A-Z0-9]+$/ }),
  idIssueDate: day,
  idIssuePlace: text(250),
  dadName: text(250),
  dadDob: partialDay,
  momName: text(250),
  momDob: partialDay,
  partnerName: text(250),
  partnerDob: partialDay,
  phone: required({ type: 'digits', pattern: /^\d{8,15}$/ }),
  email: { type: 'string', max: 100, pattern: /^[^@\s]+@[^@\s]+$/ },
  ministryJusticeId: integer,
  declareDate: required(day),
  declareTypeId: required(code(3844, PROXY, 3846, 3847)),
  requestQty: required(integer),
  requestQtyAdd: integer,
  objectRequestId: required(code(71, 72, 73, 74)),
  agencyRequestId: integer,
  regionRequestId: integer,
  formType: required(code(1, 2)),
  isBanPosition: code(0, 1),
  delivery: code(0, 1),
  deliveryAddress: text(500),
  deliveryDistrict: integer,
  note: text(1000),
  purpose: text(500),
  receiveNo: text(50),
  declarationPortalID: text(100),
  otherName: text(250),
};

const RESIDENCE: FieldTable = {
  fromDateStr: required(partialDay),
  toDateStr: required(partialDay),
  residencePlace: required(text(500)),
  jobName: text(250),
  workPlace: text(500),
};

const MANDATOR: FieldTable = {
  fullName: required(text(250)),
  genderId: GENDERS,
  birthDateStr: partialDay,
  birthPlaceId: integer,
  residence: text(500),
  regionId: integer,
  idTypeId: PAPERS,
  identifyNo: text(20),
  idIssueDate: day,
  idIssuePlace: text(250),
  mandatorRelation: text(100),
  mandatorDate: day,
};

const DOSSIER: FieldTable = {
  idMinistryJustice: required({ type: 'string', oneOf: ['99'] }),
  idReceivedDec: required(text(50)),
  dateReceivedDec: required(day),
  datePromissoryDec: required(day),
  idMoneyReceipt: text(50),
  declarationWSForm: required({ type: 'object', members: DECLARATION }),
  residenceWSForm: { type: 'array', members: RESIDENCE },
  mandatorWSForm: { type: 'object', members: MANDATOR },
};

const SHORT_NAMES: Readonly<Record<string, string>> = {
  declarationForm: 'declarationWSForm',
  residenceForm: 'residenceWSForm',
  mandatorForm: 'mandatorWSForm',
};

const WORDS: Readonly<Record<FieldFault['kind'], string>> = {
  missing: 'Thiếu thông tin bắt buộc',
  type: 'Sai kiểu dữ liệu',
  format: 'Sai định dạng',
  length: 'Vượt quá độ dài cho phép',
  code: 'Giá trị không có trong danh mục',
  unknown: 'Trường không được hỗ trợ',
};

/** Adapters differ in the names of the three forms; both spellings mean the same. */
export function withFullNames(body: unknown): unknown {
  if (!isRecord(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [SHORT_NAMES[name] ?? name, value])) as unknown;
}

/** All that the ministry finds wrong with a dossier, as its one DESCRIPTION sentence; null = nothing. */
export function complainAboutDossier(body: unknown): string | null {
  const faults = checkFields(DOSSIER, body);
  const lists = Object.entries(WORDS).flatMap(([kind, words]) => {
    const fields = faults
      .filter((fault) => fault.kind === kind)
      .map(({ field }) => field.replace('declarationWSForm.', ''));
    return fields.length === 0 ? [] : [`${words}: ${fields.join(', ')}`];
  });
  if (lists.length > 0) return lists.join('; ');
  return isRecord(body) ? complainAboutSense(body) : 'Dữ liệu đầu vào không hợp lệ';
}

function complainAboutSense(body: Record<string, unknown>): string | null {
  const form = body['declarationWSForm'] as Record<string, unknown>;
  const dates = [body['dateReceivedDec'], body['datePromissoryDec']].map(
    (value) => readDate(textOf(value), 'dd/MM/yyyy') ?? 0,
  );
  const [received = 0, promised = 0] = dates;
  const rules: readonly (readonly [broken: boolean, words: string])[] = [
    [promised < received, 'Ngày hẹn trả phải sau ngày tiếp nhận: datePromissoryDec'],
    [Number(form['requestQty']) < 1, 'Giá trị không có trong danh mục: requestQty'],
    [form['declareTypeId'] === PROXY && !isRecord(body['mandatorWSForm']), 'Thiếu thông tin bắt buộc: mandatorWSForm'],
    [form['declareTypeId'] === PROXY && form['formType'] === 2, 'Phiếu lý lịch tư pháp số 2 không được ủy quyền'],
    [!isSameCode(form['receiveNo'], body['idReceivedDec']), 'Số hồ sơ không khớp: receiveNo'],
    [form['idTypeId'] === 3 && !/^\d{12}$/.test(textOf(form['identifyNo'])), 'Sai định dạng: identifyNo'],
  ];
  return rules.find(([broken]) => broken)?.[1] ?? null;
}

function isSameCode(given: unknown, expected: unknown): boolean {
  return given === undefined || given === null || given === '' || given === expected;
}
