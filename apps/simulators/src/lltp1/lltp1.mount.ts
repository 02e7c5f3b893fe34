import { answer, type Call, type CallContext, type SimAnswer, type SimRequest, type System } from '../engine/mount.js';
import { stableToken } from '../engine/seeded-random.js';
import { printDate } from '../engine/vietnam-time.js';
import { type BackSystem } from '../gateway/gateway.mount.js';
import { isRecord, textOf } from '../rules/fields.js';
import { type Stage } from '../scenario/course.js';
import { toldStep, type DossierBook, type SimDossier } from '../scenario/dossier-book.js';
import { CATALOGUES } from './lltp1.catalogues.js';
import { complainAboutDossier, withFullNames } from './lltp1.rules.js';
import { type OnlineDossiers } from './online-dossiers.js';

type Operation = (
  body: Record<string, unknown>,
  call: Pick<Call, 'keys' | 'fields'>,
  context: CallContext,
) => SimAnswer;

/** The contract knows three statuses; supplement and refusal are settled outside of it, so they look like work in progress. */
const STATUS: Readonly<Record<Stage, readonly [id: number, name: string]>> = {
  received: [3, 'Đã tiếp nhận'],
  processing: [4, 'Đang xử lý'],
  supplement: [4, 'Đang xử lý'],
  refused: [4, 'Đang xử lý'],
  negative: [5, 'Không đủ điều kiện cấp phiếu'],
  done: [5, 'Đã có phiếu'],
};

const BUSINESS: Readonly<Record<string, string>> = {
  illegalLogic: 'Dữ liệu không hợp lệ về nghiệp vụ',
  prerequisiteMissing: 'Chưa có thông tin tiếp nhận',
  terminalState: 'Hồ sơ đã kết thúc xử lý',
  recordIncomplete: 'Hồ sơ chưa hoàn thành',
  codeNoLongerValid: 'Mã đơn vị đã hết hiệu lực',
  addressNotAllowed: 'Địa chỉ IP không được phép truy cập',
};

/** Criminal records, first generation: create once, poll one, list of changes with acknowledgement. No files either way. */
export class Lltp1Mount implements BackSystem, System {
  readonly api = 'apiLyLichTuPhap';
  readonly mount = 'lltp1';

  private readonly operations: Readonly<Record<string, Operation>> = {
    nhanHoSoDangKy: (body, call) => this.accept(body, call),
    traTrangThaiHs: (body, _call, context) => this.statusOf(body, context),
    traDsTrangThaiHs: (body, _call, context) => this.changes(body, context),
    danhDauHsThanhCong: (body, _call, context) => this.acknowledge(body, context),
    traDanhMuc: (body) => answer(CATALOGUES[textOf(body['infoType'])] ?? { STATUS: '0', DESCRIPTION: WRONG_TYPE }),
    traHoSo: (body) => this.online.list(textOf(body['infoType'])) ?? failure(WRONG_TYPE),
  };

  constructor(
    private readonly book: DossierBook,
    private readonly online: OnlineDossiers,
    private readonly seed: () => number,
  ) {}

  open(operation: string, request: SimRequest): ReturnType<BackSystem['open']> {
    const run = Object.hasOwn(this.operations, operation) ? this.operations[operation] : undefined;
    if (run === undefined) return null;
    const body = withFullNames(request.json);
    const call = { mount: this.mount, operation, keys: this.keysOf(body), fields: fieldsOf(body) };
    const execute = (context: CallContext): SimAnswer => {
      const given = isRecord(body) ? run(body, call, context) : answer('Dữ liệu đầu vào không hợp lệ');
      return this.styled(given, call);
    };
    return { ...call, execute, business: (variant) => this.styled(failure(BUSINESS[variant] ?? variant), call) };
  }

  state(key: string): object | undefined {
    const dossier = this.book.get(key);
    if (dossier === undefined) return undefined;
    const { committed, acknowledged } = dossier;
    const step = this.step(dossier);
    const [DEC_STATUS_ID, DEC_STATUS_NAME] = this.shown(dossier, step);
    const told = { committed, acknowledged: acknowledged >= step };
    return { ID: this.idOf(key), DEC_STATUS_ID, DEC_STATUS_NAME, ...told };
  }

  overview(): ReturnType<System['overview']> {
    return this.book.all().map((dossier) => {
      const [id] = this.shown(dossier, this.step(dossier));
      return { key: dossier.key, committed: dossier.committed, status: textOf(id) };
    });
  }

  replan(): number {
    return this.book.replan();
  }

  stepsBetween(from: number, to: number): number {
    return this.book.stepsBetween(from, to);
  }

  /** Lists a dossier again although its change was acknowledged. */
  reemit(key: string, copies: number): boolean {
    const dossier = this.book.get(key);
    if (dossier !== undefined) this.book.change(dossier, { reappear: dossier.reappear + copies });
    return dossier !== undefined;
  }

  private accept(body: Record<string, unknown>, call: Pick<Call, 'keys' | 'fields'>): SimAnswer {
    const complaint = complainAboutDossier(body);
    if (complaint !== null) return failure(complaint);
    const taken = this.book.accept(call, { unit: textOf(body['idMinistryJustice']) });
    if (taken === null) return failure('Hồ sơ đã được tiếp nhận');
    return answer({ STATUS: '1', DESCRIPTION: '', ID: this.idOf(taken.key) }, 'created');
  }

  private statusOf(body: Record<string, unknown>, context: CallContext): SimAnswer {
    const infoType = textOf(body['infoType']);
    if (infoType !== '1' && infoType !== '2') return failure(WRONG_TYPE);
    const dossier = infoType === '2' ? this.book.get(textOf(body['idReceivedDec'])) : undefined;
    const step = dossier === undefined ? -1 : this.book.visibleStep(dossier, context.now);
    if (dossier === undefined || step < 0) return failure('Không tìm thấy hồ sơ');
    const shown = toldStep(dossier, step, context);
    const [DEC_STATUS_ID, DEC_STATUS_NAME] = this.shown(dossier, shown);
    return answer({
      STATUS: '1',
      DESCRIPTION: '',
      DEC_STATUS_ID,
      DEC_STATUS_NAME,
      ...this.dates(dossier, shown, context),
    });
  }

  private changes(body: Record<string, unknown>, context: CallContext): SimAnswer {
    if (!['1', '2'].includes(textOf(body['infoType']))) return failure(WRONG_TYPE);
    if (textOf(body['infoType']) === '1') return answer({ STATUS: '1', DESCRIPTION: '', LISTCONTENT: [] });
    const items = this.book.all().flatMap((dossier) => this.listed(dossier, context));
    const copies = context.quirks.has('twice') ? items.flatMap((item) => [item, item]) : items;
    return answer({ STATUS: '1', DESCRIPTION: '', LISTCONTENT: copies });
  }

  private listed(dossier: SimDossier, context: CallContext): object[] {
    const step = this.book.visibleStep(dossier, context.now);
    const wanted = step > dossier.acknowledged || dossier.reappear > 0 || context.quirks.has('againAfterAck');
    if (step < 0 || !wanted) return [];
    if (dossier.listed !== step) this.book.change(dossier, { listed: step });
    const shown = toldStep(dossier, step, context);
    const [DEC_STATUS_ID, DEC_STATUS_NAME] = this.shown(dossier, shown);
    const dates = this.dates(dossier, shown, context);
    const [DECLARATION_ID, RECEIVE_NO] = [this.idOf(dossier.key), dossier.key];
    return [{ DECLARATION_ID, DEC_STATUS_ID, DEC_STATUS_NAME, APPOINTMENT_NO: null, RECEIVE_NO, ...dates }];
  }

  /** Covers only what the caller was shown: a change between list and acknowledgement stays in the list. */
  private acknowledge(body: Record<string, unknown>, context: CallContext): SimAnswer {
    const ids = textOf(body['declarationId'] ?? '').split(';');
    const infoType = textOf(body['infoType']);
    if (!['1', '2', '3'].includes(infoType)) return failure(WRONG_TYPE);
    const acknowledged = infoType === '2' ? this.dossiersOf(ids) : [];
    const fetched = infoType === '2' ? 0 : this.online.acknowledge(ids);
    if (acknowledged.length + fetched === 0) return failure('Không tìm thấy hồ sơ');
    if (context.quirks.has('lostAck')) return answer({ STATUS: '1', DESCRIPTION: '' });
    for (const dossier of acknowledged) {
      const shown = Math.max(dossier.listed, dossier.acknowledged);
      this.book.change(dossier, { acknowledged: shown, reappear: this.stillOwed(dossier) });
    }
    return answer({ STATUS: '1', DESCRIPTION: '' }, 'acknowledged');
  }

  /** The first acknowledgement of a step starts the wanted re-appearances, each further one uses one up. */
  private stillOwed({ listed, acknowledged, reappear }: SimDossier): number {
    return listed > acknowledged ? reappear : Math.max(0, reappear - 1);
  }

  private dossiersOf(ids: readonly string[]): SimDossier[] {
    return this.book.all().filter(({ key }) => ids.includes(this.idOf(key)));
  }

  private dates(dossier: SimDossier, step: number, { zoneMs }: CallContext): object {
    const ended = STATUS[this.book.stageAt(dossier, step)][0] === 5;
    const at = ended ? printDate(dossier.course[step]?.at ?? 0, 'dd/MM/yyyy', zoneMs) : null;
    const certificate = this.book.stageAt(dossier, step) === 'done';
    return { APPROVE_DATE: at, ISSUE_DATE: certificate ? at : null };
  }

  private step(dossier: SimDossier): number {
    return this.book.visibleStep(dossier, this.book.clockNow());
  }

  private shown(dossier: SimDossier, step: number): readonly [number, string] {
    return STATUS[this.book.stageAt(dossier, step)];
  }

  private idOf(key: string): string {
    return `${stableToken(this.seed(), 9, this.mount, key)}enc`;
  }

  private keysOf(body: unknown): string[] {
    if (!isRecord(body)) return [];
    if (typeof body['idReceivedDec'] === 'string') return [body['idReceivedDec']];
    const ids = typeof body['declarationId'] === 'string' ? body['declarationId'].split(';') : [];
    return this.dossiersOf(ids).map(({ key }) => key);
  }

  private styled(given: SimAnswer, call: Pick<Call, 'keys' | 'fields'>): SimAnswer {
    if (this.book.params(call).memberStyle === 'upper' || !isRecord(given.body)) return given;
    const names: Readonly<Record<string, string>> = { STATUS: 'status', DESCRIPTION: 'description', ID: 'id' };
    const members = Object.entries(given.body).map(([name, value]) => [names[name] ?? name, value]);
    return { ...given, body: Object.fromEntries(members) };
  }
}

const WRONG_TYPE = 'Giá trị không có trong danh mục: infoType';

function failure(words: string): SimAnswer {
  return answer({ STATUS: '0', DESCRIPTION: words });
}

function fieldsOf(body: unknown): Record<string, unknown> {
  if (!isRecord(body)) return {};
  const form = body['declarationWSForm'];
  return { ...(isRecord(form) ? form : {}), ...body };
}
