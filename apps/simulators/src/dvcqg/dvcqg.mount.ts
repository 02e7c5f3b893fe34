import { answer, type Call, type CallContext, type SimAnswer, type SimRequest, type System } from '../engine/mount.js';
import { sha256 } from '../engine/seeded-random.js';
import { isRecord, textOf } from '../rules/fields.js';
import { type ScenarioBook } from '../scenario/scenario.js';
import { describeProcedure, FIELDS, PROCEDURES, UNITS } from './dvcqg.catalogues.js';
import { complainAboutDossier, complainAboutOwnStatus, complainAboutProgress } from './dvcqg.rules.js';
import { digestOf, type PortalBooks, type ProgressStep } from './portal-books.js';
import { type PortalAccounts } from './portal-accounts.js';
import { type PortalSessions } from './portal-sessions.js';
import { orderComplaint } from './progress-order.js';
import { QUESTION_SERVICES } from './questions.js';

type Body = Record<string, unknown>;
type Service = (body: Body, context: CallContext) => SimAnswer;

const DSTCODE = 'sim-dst';
const UNIT_CODES = ['000.00.00.H99', 'H99'];
const MAX_STEPS = 10;

const BUSINESS: Readonly<Record<string, string>> = {
  illegalLogic: 'Dữ liệu không hợp lệ về nghiệp vụ',
  prerequisiteMissing: 'Hồ sơ không tồn tại',
  terminalState: 'Hồ sơ đã kết thúc, không thể cập nhật tiến độ',
  recordIncomplete: 'Hồ sơ chưa đầy đủ thông tin',
  codeNoLongerValid: 'Mã thủ tục hành chính đã hết hiệu lực',
  addressNotAllowed: 'Địa chỉ IP không được phép truy cập',
};

/** The national portal: sign-on, one door for all services, upserts of dossiers, appended progress, catalogues. */
export class DvcqgMount implements System {
  readonly mount = 'dvcqg';

  private readonly services: Readonly<Record<string, Service>> = {
    DongBoHoSoMC: (body, context) => this.sync(body, context),
    CapNhatTienDoHoSoMC: (body) => this.progress(body),
    TraCuuHoSo: (body, context) => this.lookUp(body, context),
    TraCuuTechID: (body, { quirks }) => this.account(body, quirks),
    LayDanhSachTTHC: () => found([...PROCEDURES]),
    LayThuTuc: (body) => this.procedure(body),
    LayDanhMucCoQuan: () => found(UNITS),
    LayDanhMucLinhVuc: () => found([...FIELDS]),
    DongBoTrangThaiHoSo: (body) => this.ownStatus(body),
    ...QUESTION_SERVICES,
  };

  constructor(
    private readonly books: PortalBooks,
    private readonly scenarios: ScenarioBook,
    private readonly sessions: PortalSessions,
    private readonly accounts: PortalAccounts,
    private readonly now: () => number,
  ) {}

  open(request: SimRequest): Call {
    const body = isRecord(request.json) ? request.json : {};
    const operation = operationOf(request, body);
    const keys = keysOf(body);
    const call = {
      mount: this.mount,
      operation,
      keys,
      fields: fieldsOf(body),
      credential: 'sim',
      behindGateway: false,
    };
    const business = (variant: string): SimAnswer => complaint(BUSINESS[variant] ?? variant);
    return { ...call, business, execute: (context) => this.run(request, operation, body, context) };
  }

  state(key: string): object | undefined {
    const dossier = this.books.get(key);
    if (dossier === undefined) return this.books.own(key);
    const { status, inserted, updated, progress, files, accountLinked } = dossier;
    const shown = files.map(({ id, kind, fetched, trouble, size }) => ({ id, kind, fetched, trouble, size }));
    const statuses = progress.map((step) => step.status);
    const counts = { inserted, updated, progress: progress.length };
    return { TrangThaiHoSo: status, ...counts, progressStatuses: statuses, accountLinked, files: shown };
  }

  overview(): ReturnType<System['overview']> {
    return this.books.all().map(({ key, inserted, status }) => ({ key, committed: inserted, status }));
  }

  replan(): number {
    return 0;
  }

  stepsBetween(): number {
    return 0;
  }

  private run(request: SimRequest, operation: string, body: Body, context: CallContext): SimAnswer {
    if (operation === 'unknown') return answer('404 page not found', 'none', 404);
    if (request.headers['dstcode'] !== DSTCODE) return complaint('Mã đơn vị nhận không hợp lệ');
    if (operation === 'login') return this.sessions.login(body, context.now);
    if (!this.sessions.isOpen(body['session'], context.now)) {
      return answer({ error_code: '-2', message: 'Phiên làm việc không hợp lệ' });
    }
    if (!UNIT_CODES.includes(textOf(body['madonvi']))) return complaint('Mã đơn vị không hợp lệ');
    const service = Object.hasOwn(this.services, operation) ? this.services[operation] : undefined;
    return service === undefined ? complaint('Dịch vụ không tồn tại') : service(body, context);
  }

  private sync({ isUpdating, data }: Body, context: CallContext): SimAnswer {
    if (isUpdating !== 'True' && isUpdating !== 'False') return complaint('Trường isUpdating không có trong danh mục');
    const refused = complainAboutBatch(data, 1) ?? complainAboutDossier(first(data));
    const dossier = first(data);
    if (refused !== null || !isRecord(dossier)) return complaint(refused ?? 'Trường data không đúng kiểu dữ liệu');
    return this.upsert(dossier, isUpdating === 'True', context);
  }

  private upsert(dossier: Body, updating: boolean, { now }: CallContext): SimAnswer {
    const key = textOf(dossier['MaHoSo']);
    const { params } = this.scenarios.for(this.mount, [key], dossier);
    const known = this.books.get(key);
    if (updating && known === undefined) return complaint('Hồ sơ không tồn tại');
    if (!updating && known !== undefined) {
      if (params.recognisesDuplicates)
        return answer({ error_code: params.existsCode, message: `Hồ sơ ${key} đã tồn tại` });
      this.books.save({ ...known, inserted: known.inserted + 1 });
    }
    this.books.upsert(dossier, now, this.now() + params.fetchAfterSeconds * 1000);
    return answer({ error_code: '0', message: 'Thành công' }, updating ? 'updated' : 'created');
  }

  /** All steps of a call are taken or none. */
  private progress(body: Body): SimAnswer {
    const { data } = body;
    const steps: unknown[] = Array.isArray(data) ? data : [];
    const wrong = [complainAboutBatch(data, MAX_STEPS), ...steps.map(complainAboutProgress)].find(
      (words) => words !== null,
    );
    if (wrong !== undefined) return complaint(wrong);
    const after = new Map<string, ProgressStep[]>();
    for (const item of steps.filter(isRecord)) {
      const refused = this.place(item, after);
      if (refused !== null) return complaint(refused);
    }
    return this.append(after);
  }

  private place(item: Body, after: Map<string, ProgressStep[]>): string | null {
    const key = textOf(item['MaHoSo']);
    const dossier = this.books.get(key);
    if (dossier === undefined) return 'Hồ sơ không tồn tại';
    const steps = after.get(key) ?? dossier.progress;
    const step = { status: textOf(item['TrangThai']), at: textOf(item['ThoiDiemXuLy']), digest: digestOf(item) };
    const { progressDedupe } = this.scenarios.for(this.mount, [key], item).params;
    const repeated = steps.some(({ digest }) => digest === step.digest);
    // Without recognition of repetitions the same step is appended again, even behind an end.
    const refused = repeated ? null : orderComplaint(steps, step);
    if (refused === null) after.set(key, repeated && progressDedupe ? steps : [...steps, step]);
    return refused;
  }

  private append(after: ReadonlyMap<string, ProgressStep[]>): SimAnswer {
    let appended = 0;
    for (const [key, progress] of after) {
      const dossier = this.books.get(key);
      if (dossier === undefined || progress.length === dossier.progress.length) continue;
      appended += progress.length - dossier.progress.length;
      this.books.save({ ...dossier, progress });
    }
    return answer({ error_code: 0, message: 'Thành công' }, appended > 0 ? 'appended' : 'none');
  }

  /** Status of a dossier that was submitted at the portal itself and is known there under its own code. */
  private ownStatus({ type, data }: Body): SimAnswer {
    if (type !== '2') return complaint('Trường type không có trong danh mục');
    const wrong = complainAboutOwnStatus(data);
    if (wrong !== null || !isRecord(data)) return complaint(wrong ?? 'Trường data không đúng kiểu dữ liệu');
    this.books.reportOwn(textOf(data['MaHoSo']), textOf(data['TrangThai']), textOf(data['MaHoSoDonVi']));
    return answer({ error_code: '0', message: 'Thành công' }, 'updated');
  }

  private lookUp(body: Body, { now }: CallContext): SimAnswer {
    const key = body['mahoso'];
    if (typeof key !== 'string' || key === '') return complaint('Trường mahoso không được để trống');
    const dossier = this.books.get(key);
    const lagMs = this.scenarios.for(this.mount, [key], {}).params.visibilityLagSeconds * 1000;
    if (dossier === undefined || dossier.firstAt + lagMs > now) return found([]);
    return found([{ MaHoSo: key, TrangThaiHoSo: dossier.status }]);
  }

  private account(body: Body, quirks: ReadonlySet<string>): SimAnswer {
    if (body['provider'] !== 'wso2is') return complaint('Trường provider không có trong danh mục');
    if (typeof body['mstorcmnd'] !== 'string') return complaint('Trường mstorcmnd không được để trống');
    const technicalId = quirks.has('techIdMissing') ? undefined : this.accounts.find(sha256(body['mstorcmnd']));
    return found(technicalId === undefined ? [] : [{ TECHNICALID: technicalId }]);
  }

  private procedure(body: Body): SimAnswer {
    const described = describeProcedure(body['maTTHC']);
    return described === null ? complaint('Thủ tục không tồn tại') : found([described]);
  }
}

function found(result: readonly unknown[]): SimAnswer {
  return answer({ error_code: '0', message: '', result });
}

function complaint(message: string): SimAnswer {
  return answer({ error_code: '-1', message });
}

function first(data: unknown): unknown {
  return Array.isArray(data) ? (data as unknown[])[0] : undefined;
}

function complainAboutBatch(data: unknown, most: number): string | null {
  if (!Array.isArray(data) || data.length === 0) return 'Trường data không được để trống';
  return data.length > most ? 'Số bản ghi vượt quá giới hạn' : null;
}

function operationOf({ method, path }: SimRequest, body: Body): string {
  if (method === 'POST' && path === '/mapi/login') return 'login';
  if (method !== 'POST' || path !== '/mapi/g') return 'unknown';
  return typeof body['service'] === 'string' ? body['service'].slice(0, 60) : 'none';
}

function keysOf(body: Body): string[] {
  const items = Array.isArray(body['data']) ? body['data'].filter(isRecord) : [];
  const own = isRecord(body['data']) ? body['data']['MaHoSo'] : undefined;
  const named = [body['mahoso'], own, ...items.map((item) => item['MaHoSo'])];
  return [...new Set(named.filter((key): key is string => typeof key === 'string' && key !== ''))];
}

/** The first item's members are matchable beside the envelope's. */
function fieldsOf(body: Body): Body {
  const item = first(body['data']);
  return { ...(isRecord(item) ? item : {}), ...body };
}
