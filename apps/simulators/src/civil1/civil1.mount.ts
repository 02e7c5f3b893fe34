import { answer, type Call, type CallContext, type SimAnswer, type SimRequest, type System } from '../engine/mount.js';
import { printDate } from '../engine/vietnam-time.js';
import { type BackSystem } from '../gateway/gateway.mount.js';
import { checkFields, isRecord, textOf } from '../rules/fields.js';
import { type Stage } from '../scenario/course.js';
import { toldStep, type DossierBook, type SimDossier } from '../scenario/dossier-book.js';
import { CATALOGUES } from './civil1.catalogues.js';
import { glue, MODULES, readDeclaration, SUBMISSION, UNITS } from './civil1.rules.js';
import { type RecordFields } from './civil1.xml.js';

type Operation = (
  body: Record<string, unknown>,
  call: Pick<Call, 'keys' | 'fields'>,
  context: CallContext,
) => SimAnswer;

/** What `traTrangThaiHoSo` says; refusal is not expressible, so a refused dossier stays in supplement with its text. */
const STATUS: Readonly<Record<Stage, readonly [status: number, words: string]>> = {
  received: [1, 'Hồ sơ đã được tiếp nhận'],
  processing: [3, 'Hồ sơ đủ điều kiện đăng ký'],
  supplement: [2, 'Hồ sơ cần bổ sung thông tin: thiếu nơi cư trú trước đây'],
  refused: [2, 'Hồ sơ không đủ điều kiện đăng ký, đề nghị trả lại người nộp'],
  negative: [4, 'Đã hoàn thành xử lý: không đủ điều kiện đăng ký'],
  done: [4, 'Đã hoàn thành đăng ký'],
};

const ERRORS = {
  100: 'AUTHEN_ERROR',
  101: 'IP_DISALLOWED',
  106: 'AGENCY_ID_INCORRECT - Mã đơn vị không chính xác.',
  108: 'PROVINCE_ID_INCORRECT',
  200: 'RECORD_UNCOMPLETE',
  201: 'RECORD_NOT_FOUND',
  302: 'DATA_TYPE_INVALID',
} as const;

const BUSINESS: Readonly<Record<string, SimAnswer>> = {
  illegalLogic: dataIncorrect('Dữ liệu không hợp lệ về nghiệp vụ'),
  prerequisiteMissing: dataIncorrect('Chưa có thông tin tiếp nhận'),
  terminalState: dataIncorrect('Hồ sơ đã kết thúc xử lý'),
  recordIncomplete: failure(200),
  codeNoLongerValid: failure(106),
  addressNotAllowed: failure(101),
};

/** Civil status, first generation: create once, poll one, list by module and day, records by number. */
export class Civil1Mount implements BackSystem, System {
  readonly api = 'apiHoTichTuPhap';
  readonly mount = 'civil1';
  /** Declared fields for `traHoSo`, kept only while the process lives: they are personal. */
  private readonly declared = new Map<string, RecordFields>();

  private readonly operations: Readonly<Record<string, Operation>> = {
    dangKyHoTich: (body, call) => this.register(body, call),
    danhMuc: (body) => this.catalogue(body),
    traTrangThaiHoSo: (body, _call, context) => this.statusOf(body, context),
    ketQuaDangKyHS: (body, _call, context) => this.resultOf(body, context),
    dsHoSoDangKy: (body, _call, context) => this.changedOn(body, context),
    traHoSo: (body, _call, context) => this.records(body, [body['maHoSo']], context),
    traDanhSachHoSo: (body, _call, context) => this.recordList(body, context),
  };

  constructor(private readonly book: DossierBook) {}

  open(operation: string, request: SimRequest): ReturnType<BackSystem['open']> {
    const run = Object.hasOwn(this.operations, operation) ? this.operations[operation] : undefined;
    if (run === undefined) return null;
    const body = isRecord(request.json) ? request.json : null;
    const keys = body !== null && typeof body['maHoSo'] === 'string' ? [body['maHoSo']] : [];
    const call = { mount: this.mount, operation, keys, fields: body ?? {} };
    const execute = (context: CallContext): SimAnswer =>
      body === null ? dataIncorrect('Dữ liệu đầu vào không đúng định dạng.') : run(body, call, context);
    return { ...call, execute, business: (variant) => BUSINESS[variant] ?? dataIncorrect(variant) };
  }

  state(key: string): object | undefined {
    const dossier = this.book.get(key);
    if (dossier === undefined) return undefined;
    const [status, statusDescription] = this.shown(dossier, this.step(dossier));
    const { number, committed, facts } = dossier;
    return { id: String(number), status, statusDescription, committed, ...facts };
  }

  overview(): ReturnType<System['overview']> {
    return this.book.all().map((dossier) => {
      const [status] = this.shown(dossier, this.step(dossier));
      return { key: dossier.key, committed: dossier.committed, status: String(status) };
    });
  }

  replan(): number {
    return this.book.replan();
  }

  stepsBetween(from: number, to: number): number {
    return this.book.stepsBetween(from, to);
  }

  private register(body: Record<string, unknown>, call: Pick<Call, 'keys' | 'fields'>): SimAnswer {
    const faults = checkFields(SUBMISSION, body);
    const envelope = glue(faults);
    if (envelope !== null) return dataIncorrect(envelope);
    if (!UNITS.includes(Number(body['maDonVi']))) return failure(106);
    const module = textOf(body['module']);
    const { faults: inside, record } = readDeclaration(module, textOf(body['data']));
    const complaint = glue(inside);
    if (complaint !== null) return dataIncorrect(complaint);
    const taken = this.book.accept(call, { module, maDonVi: Number(body['maDonVi']) });
    if (taken === null) return dataIncorrect('Hồ sơ đã được tiếp nhận', '');
    this.declared.set(taken.key, record);
    return success(null, 'created');
  }

  private catalogue(body: Record<string, unknown>): SimAnswer {
    const rows = CATALOGUES[textOf(body['loaiDanhMuc'])];
    return rows === undefined ? failure(302) : success(JSON.stringify(rows));
  }

  private statusOf(body: Record<string, unknown>, context: CallContext): SimAnswer {
    const found = this.find(body, context.now);
    if ('refused' in found) return found.refused;
    const [status, statusDescription] = this.shown(found.dossier, toldStep(found.dossier, found.step, context));
    return answer({ status, statusDescription, value: null });
  }

  private resultOf(body: Record<string, unknown>, context: CallContext): SimAnswer {
    const found = this.find(body, context.now);
    if ('refused' in found) return found.refused;
    const result = this.result(found.dossier, toldStep(found.dossier, found.step, context), context.zoneMs);
    return result === null ? failure(200) : success({ ...result, id: found.dossier.number });
  }

  private changedOn(body: Record<string, unknown>, context: CallContext): SimAnswer {
    const day = textOf(body['ngayCapNhat'] ?? '');
    if (!MODULES.some((module) => module === body['module'])) return failure(302);
    if (glue(checkFields({ ngayCapNhat: DAY }, { ngayCapNhat: day })) !== null) return failure(302);
    const changed = this.book
      .all()
      .filter((dossier) => dossier.facts['module'] === body['module'] && this.movedOn(dossier, day, context));
    const items = changed.map(({ number, facts }) => ({ id: String(number), maDonVi: textOf(facts['maDonVi']) }));
    return success(context.quirks.has('twice') ? items.flatMap((item) => [item, item]) : items);
  }

  private movedOn(dossier: SimDossier, day: string, { now, zoneMs }: CallContext): boolean {
    const seen = dossier.course.slice(0, this.book.visibleStep(dossier, now) + 1);
    return seen.some(({ at }) => printDate(at, 'yyyy-MM-dd', zoneMs) === day);
  }

  private recordList(body: Record<string, unknown>, context: CallContext): SimAnswer {
    if (textOf(body['maTinh']) !== '99') return failure(108);
    const ids = body['dsMaHoSo'];
    return Array.isArray(ids) && ids.length > 0 ? this.records(body, ids, context) : failure(302);
  }

  private records(body: Record<string, unknown>, ids: readonly unknown[], context: CallContext): SimAnswer {
    if (!MODULES.some((module) => module === body['module'])) return failure(302);
    const found = this.book
      .all()
      .filter(({ number, facts }) => ids.includes(number) && facts['module'] === body['module']);
    const visible = found.filter((dossier) => this.book.visibleStep(dossier, context.now) >= 0);
    if (visible.length === 0) return failure(201);
    const printed = visible.flatMap((dossier) => {
      const result = this.result(dossier, this.book.visibleStep(dossier, context.now), context.zoneMs);
      return result === null ? [] : [{ ...this.declared.get(dossier.key), ...result }];
    });
    return printed.length === 0 ? failure(200) : success(printed);
  }

  private find(
    body: Record<string, unknown>,
    now: number,
  ): { dossier: SimDossier; step: number } | { refused: SimAnswer } {
    if (!UNITS.includes(Number(body['maDonVi']))) return { refused: failure(106) };
    const dossier = this.book.get(textOf(body['maHoSo']));
    const step = dossier === undefined ? -1 : this.book.visibleStep(dossier, now);
    const known = dossier !== undefined && step >= 0 && dossier.facts['maDonVi'] === Number(body['maDonVi']);
    return known ? { dossier, step } : { refused: failure(201) };
  }

  /** The entry in the register; null before there is one. A negative end has an entry number of its own and no page. */
  private result(dossier: SimDossier, step: number, zoneMs: number): Record<string, string> | null {
    const stage = this.book.stageAt(dossier, step);
    if (stage !== 'done' && stage !== 'negative') return null;
    const at = dossier.course[step]?.at ?? 0;
    const ngayDangKy = printDate(at, 'dd.MM.yyyy', zoneMs);
    const signed = { ngayDangKy, nguoiKy: 'Lãnh đạo Mẫu', chucVuNguoiKy: 'Chủ tịch' };
    const id = String(dossier.number);
    if (stage === 'negative') return { id, so: '', quyenSo: '', trangSo: '', ...signed, ghiChu: STATUS.negative[1] };
    return { id, so: id, quyenSo: `01/${printDate(at, 'yyyy', zoneMs)}`, trangSo: id, ...signed };
  }

  private step(dossier: SimDossier): number {
    return this.book.visibleStep(dossier, this.book.clockNow());
  }

  private shown(dossier: SimDossier, step: number): readonly [number, string] {
    return STATUS[this.book.stageAt(dossier, step)];
  }
}

const DAY = { type: 'string', required: true, date: ['yyyy-MM-dd'] } as const;

function success(value: unknown, effect: SimAnswer['effect'] = 'none'): SimAnswer {
  const statusDescription = effect === 'none' ? '' : 'Gửi thông tin thành công';
  return answer({ status: 1, statusDescription, value, errorCode: null, errorDescription: null }, effect);
}

function failure(errorCode: keyof typeof ERRORS): SimAnswer {
  const statusDescription = 'Đã có lỗi xảy ra trong quá trình gửi thông tin';
  return answer({ status: 0, statusDescription, value: null, errorCode, errorDescription: ERRORS[errorCode] });
}

function dataIncorrect(words: string, said = 'Đã có lỗi xảy ra trong quá trình gửi thông tin'): SimAnswer {
  return answer({ status: 0, statusDescription: said, value: null, errorCode: 500, errorDescription: words });
}
