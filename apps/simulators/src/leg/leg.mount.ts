import { type Call, type CallContext, type SimAnswer, type SimRequest, type System } from '../engine/mount.js';
import { printDate } from '../engine/vietnam-time.js';
import { checkFields, isRecord, type FieldFault, type FieldTable, textOf } from '../rules/fields.js';
import { type Stage } from '../scenario/course.js';
import { toldStep, type DossierBook, type SimDossier } from '../scenario/dossier-book.js';
import { resultPdf } from './result-pdf.js';

/** The professional systems that are simulated with one made-up contract, because none is published. */
export const LEGS = {
  'social.card': { module: 'BHYT', result: 'The bao hiem y te' },
  residence: { module: 'TT', result: 'Thong bao ket qua dang ky thuong tru' },
} as const;
export type LegName = keyof typeof LEGS;

const SUBMISSION: FieldTable = {
  dossierCode: { type: 'string', required: true, max: 50 },
  unitCode: { type: 'string', required: true, pattern: /^99\d{3}$/ },
  module: { type: 'string', required: true, oneOf: Object.values(LEGS).map(({ module }) => module) },
  procedure: { type: 'string', max: 50 },
  submittedAt: { type: 'string', required: true, date: ['iso'] },
  /** the subject's data; its members are not specified anywhere and are not looked at */
  person: { type: 'object', required: true },
  basedOn: { type: 'object' },
  note: { type: 'string', max: 1000 },
};

const WORDS: Readonly<Record<FieldFault['kind'], string>> = {
  missing: 'không được để trống',
  type: 'không đúng kiểu dữ liệu',
  format: 'không đúng định dạng',
  length: 'vượt quá độ dài cho phép',
  code: 'không có trong danh mục',
  unknown: 'không được hỗ trợ',
};

const STATUS: Readonly<Record<Stage, readonly [status: string, words: string]>> = {
  received: ['received', 'Đã tiếp nhận'],
  processing: ['processing', 'Đang xử lý'],
  supplement: ['supplement', 'Đề nghị bổ sung giấy tờ chứng minh chỗ ở hợp pháp'],
  refused: ['refused', 'Hồ sơ không đủ điều kiện'],
  negative: ['refused', 'Không đủ điều kiện giải quyết'],
  done: ['done', 'Đã giải quyết'],
};

const BUSINESS: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  illegalLogic: [422, 'Dữ liệu không hợp lệ về nghiệp vụ'],
  prerequisiteMissing: [422, 'Chưa có kết quả đăng ký khai sinh'],
  terminalState: [409, 'Hồ sơ đã kết thúc xử lý'],
  recordIncomplete: [422, 'Hồ sơ chưa đầy đủ thông tin'],
  codeNoLongerValid: [422, 'Mã đơn vị đã hết hiệu lực'],
  addressNotAllowed: [403, 'Địa chỉ IP không được phép truy cập'],
};

/** `/sim/leg/:name`: submit once, poll one; errors look like problem documents; results carry a small PDF. */
export class LegMount implements System {
  readonly mount: string;

  constructor(
    private readonly leg: LegName,
    private readonly book: DossierBook,
  ) {
    this.mount = book.mount;
  }

  open(request: SimRequest): Call {
    const body = isRecord(request.json) ? request.json : {};
    const operation = OPERATIONS[`${request.method} ${request.path}`] ?? 'unknown';
    const keys = typeof body['dossierCode'] === 'string' ? [body['dossierCode']] : [];
    const call = { mount: this.mount, operation, keys, fields: body, credential: 'sim', behindGateway: false };
    const business = (variant: string): SimAnswer => problem(...(BUSINESS[variant] ?? [422, variant]));
    return { ...call, business, execute: (context) => this.run(operation, body, call, context) };
  }

  state(key: string): object | undefined {
    const dossier = this.book.get(key);
    if (dossier === undefined) return undefined;
    const [status] = this.shown(dossier, this.book.visibleStep(dossier, this.book.clockNow()));
    return { reference: this.referenceOf(dossier), status, committed: dossier.committed, ...dossier.facts };
  }

  overview(): ReturnType<System['overview']> {
    const now = this.book.clockNow();
    return this.book.all().map((dossier) => {
      const [status] = this.shown(dossier, this.book.visibleStep(dossier, now));
      return { key: dossier.key, committed: dossier.committed, status };
    });
  }

  replan(): number {
    return this.book.replan();
  }

  stepsBetween(from: number, to: number): number {
    return this.book.stepsBetween(from, to);
  }

  private run(
    operation: string,
    body: Record<string, unknown>,
    call: Call | Pick<Call, 'keys' | 'fields'>,
    context: CallContext,
  ) {
    if (operation === 'submit') return this.submit(body, call);
    return operation === 'poll' ? this.poll(body, context) : problem(404, 'Không tìm thấy dịch vụ');
  }

  private submit(body: Record<string, unknown>, call: Pick<Call, 'keys' | 'fields'>): SimAnswer {
    const faults = checkFields(SUBMISSION, body);
    if (faults.length > 0) {
      const errors = faults.map(({ field, kind }) => ({ field, message: WORDS[kind] }));
      return problem(422, 'Dữ liệu không hợp lệ', { errors });
    }
    if (body['module'] !== LEGS[this.leg].module) return problem(422, 'Phân hệ không thuộc hệ thống này');
    const taken = this.book.accept(call, { unitCode: textOf(body['unitCode']), module: textOf(body['module']) });
    if (taken === null) return problem(409, `Hồ sơ ${textOf(body['dossierCode'])} đã tồn tại`);
    const [status, message] = STATUS.received;
    const accepted = { status, message, reference: this.referenceOf(taken) };
    return { status: 200, body: accepted, effect: 'created' };
  }

  private async poll(body: Record<string, unknown>, context: CallContext): Promise<SimAnswer> {
    const dossier = this.book.get(textOf(body['dossierCode']));
    const step = dossier === undefined ? -1 : this.book.visibleStep(dossier, context.now);
    if (dossier === undefined || step < 0) return problem(404, 'Không tìm thấy hồ sơ');
    const shown = toldStep(dossier, step, context);
    const [status, message] = this.shown(dossier, shown);
    const result = status === 'done' ? await this.result(dossier, shown) : null;
    const reference = this.referenceOf(dossier);
    return { status: 200, body: { dossierCode: dossier.key, reference, status, message, result }, effect: 'none' };
  }

  private async result(dossier: SimDossier, step: number): Promise<object> {
    const at = dossier.course[step]?.at ?? dossier.acceptedAt;
    const number = this.referenceOf(dossier);
    const day = printDate(at, 'dd/MM/yyyy');
    const file = await resultPdf([LEGS[this.leg].result, `So: ${number}`, `Ho so: ${dossier.key}`, `Ngay: ${day}`], at);
    return { number, issuedAt: printDate(at, 'iso'), fileName: `${number}.pdf`, file };
  }

  private referenceOf({ number }: SimDossier): string {
    return `${LEGS[this.leg].module}-${String(number).padStart(6, '0')}`;
  }

  private shown(dossier: SimDossier, step: number): readonly [string, string] {
    return STATUS[this.book.stageAt(dossier, step)];
  }
}

const OPERATIONS: Readonly<Record<string, string>> = { 'POST /submit': 'submit', 'POST /poll': 'poll' };

function problem(status: number, detail: string, extra: object = {}): SimAnswer {
  const body = { type: 'about:blank', title: 'Request refused', status, detail, ...extra };
  return { status, body, contentType: 'application/problem+json; charset=utf-8', effect: 'none' };
}
