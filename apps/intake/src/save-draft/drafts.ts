import { type Actor, Problem, Sealer, isUuid, unlessForgotten } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IntakeTimers } from '../intake-timers.js';
import { type DraftContentDto, type DraftLine, type OpenedDraft, type SaveDraftDto } from './draft.dto.js';
import { type DraftRow, DraftRows } from './draft-rows.js';

/** Bytes of JSON: more than any declaration that would be accepted. */
const MAX_BYTES = 60_000;
/** Our choice: nobody fills in more at the same time. */
const MAX_OPEN = 20;

/**
 * Declarations that are being filled in. Each is sealed with a key of its own, which is destroyed when the draft is deleted, when
 * it becomes a dossier, and 30 days after it was begun.
 */
@Injectable()
export class Drafts implements OnModuleInit {
  constructor(
    private readonly rows: DraftRows,
    private readonly sealer: Sealer,
    private readonly timers: IntakeTimers,
  ) {}

  onModuleInit(): void {
    this.timers.handle('draft-expired', ({ key }) => this.expire(key));
  }

  async list(actor: Actor): Promise<DraftLine[]> {
    return (await this.rows.open(actor.subject)).map(lineOf);
  }

  /** @throws {Problem} 404 `draft.unknown` also for a draft of somebody else */
  async open(draftId: string, actor: Actor): Promise<OpenedDraft> {
    const row = await this.own(draftId, actor);
    if (row.dossierId !== null) return { ...lineOf(row), dossierId: row.dossierId, content: null };
    const opening = this.sealer.open<DraftContentDto>(draftId, contextOf(draftId), row.sealed ?? '');
    const content = await unlessForgotten(opening);
    if (content === undefined) throw unknown(); // it is over with its key
    return { ...lineOf(row), dossierId: null, content };
  }

  /**
   * @throws {Problem} 404 `draft.unknown`, 409 `draft.changed-elsewhere` with the version that is stored now, 409
   * `draft.submitted`, 422 `draft.too-large`, `draft.too-many`
   */
  async save(draftId: string, { procedureCode, version, content }: SaveDraftDto, actor: Actor): Promise<DraftLine> {
    if (Buffer.byteLength(JSON.stringify(content)) > MAX_BYTES)
      throw new Problem(422, 'draft.too-large', 'Bản nháp quá dài, không thể lưu.');
    const { subject } = actor;
    // Before anything is sealed: the key of a draft is made for its owner only.
    const present = await this.rows.of(draftId, subject);
    if (version === 0 && present === undefined) await this.demandRoom(subject);
    else demandVersion(present, version);
    const sealed = await this.sealer.seal(draftId, contextOf(draftId), content, 'first'); // nothing else stays sealed
    const draft = { draftId, subject, procedureCode, sealed };
    const row = version === 0 ? await this.rows.add(draft) : await this.rows.change(draft, version);
    return row === undefined ? this.refuse(draftId, actor, version) : lineOf(row);
  }

  async remove(draftId: string, actor: Actor): Promise<void> {
    await this.own(draftId, actor);
    await this.rows.remove(draftId, actor.subject);
    await this.sealer.forget(draftId);
    await this.timers.cancel('draft-expired', draftId);
  }

  /** The draft became a dossier; may be told again. Nothing happens where the person has no such draft. */
  async submitted(draftId: string, dossierId: string, actor: Actor): Promise<void> {
    if (await this.rows.submitted(draftId, actor.subject, dossierId)) await this.sealer.forget(draftId);
  }

  private async expire(draftId: string): Promise<void> {
    await this.sealer.forget(draftId);
    await this.rows.remove(draftId);
  }

  private async own(draftId: string, actor: Actor): Promise<DraftRow> {
    const row = isUuid(draftId) ? await this.rows.of(draftId, actor.subject) : undefined;
    if (row === undefined) throw unknown();
    return row;
  }

  private async demandRoom(subject: string): Promise<void> {
    if ((await this.rows.open(subject)).length < MAX_OPEN) return;
    const detail = `Mỗi tài khoản có tối đa ${MAX_OPEN} bản nháp. Hãy nộp hoặc xóa bớt bản nháp cũ.`;
    throw new Problem(422, 'draft.too-many', detail);
  }

  /** Somebody was faster between the look and the save; a new draft may also have met an id of somebody else. */
  private async refuse(draftId: string, actor: Actor, version: number): Promise<never> {
    demandVersion(await this.rows.of(draftId, actor.subject), version);
    throw unknown();
  }
}

function demandVersion(row: DraftRow | undefined, version: number): void {
  if (row === undefined) throw unknown();
  if (row.dossierId !== null) throw new Problem(409, 'draft.submitted', 'Bản nháp này đã được nộp thành hồ sơ.');
  if (row.version === version) return;
  throw new Problem(409, 'draft.changed-elsewhere', 'Bản nháp đã được sửa ở nơi khác. Phần vừa nhập chưa được lưu.', {
    reason: { version: row.version, savedAt: row.savedAt.toISOString() },
  });
}

function lineOf({ draftId, procedureCode, version, savedAt, expiresAt }: DraftRow): Pick<DraftLine, keyof DraftLine> {
  return {
    draftId,
    procedureCode,
    version,
    savedAt: savedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

function contextOf(draftId: string): string {
  return `draft|${draftId}`;
}

function unknown(): Problem {
  return new Problem(404, 'draft.unknown', 'Không tìm thấy bản nháp.');
}
