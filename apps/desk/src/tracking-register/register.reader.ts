import {
  Catalogue,
  Rejected,
  type SubmissionPersonal,
  addDays,
  localInstant,
  stateOfStatus,
  statusName,
} from '@motcua/domain';
import { type Actor, PersonalData, Problem, type Revealed, eventContext } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { DeskViews } from '../views/desk-views.js';
import type { DossierRow } from '../views/work-list/dossier-row.js';
import type { RegisterLine } from './tracking-register.dto.js';

const UNREADABLE = 'chưa mở được dữ liệu cá nhân vì thiếu khóa mã hóa';

type Row = DossierRow & { readonly event_id: string | null; readonly sealed: string | null };

/** The register of a receiving unit and year, or the part of it that was accepted on certain days. */
export interface RegisterScope {
  /** Canonical. */
  readonly unit: string;
  readonly year: number;
  /** Days of acceptance, the first and the last, in Vietnam. */
  readonly from?: string;
  readonly to?: string;
}

/** The lines behind number `after`, `limit` of them at most. */
export interface RegisterPart extends RegisterScope {
  readonly after: number;
  readonly limit: number;
}

/** After erasure the line stays, the person does not. */
const NOBODY = { fullName: null, address: null, phone: null };

/** Reads the tracking register; every person shown is a look in the access log. @law TT 01/2018/TT-VPCP art. 10 */
@Injectable()
export class RegisterReader {
  constructor(
    private readonly views: DeskViews,
    private readonly personal: PersonalData,
    private readonly catalogue: Catalogue,
  ) {}

  /** @param text the receiving unit, in any spelling @throws {Problem} 404 `unit.unknown`, also for one that is not the actor's */
  unitOf(text: string, actor: Actor): string {
    try {
      const { code } = this.catalogue.unit(text);
      if (actor.mayActFor(code)) return code;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
    throw new Problem(404, 'unit.unknown', 'Không có đơn vị này.');
  }

  async lines(part: RegisterPart, actor: Actor, purpose: string): Promise<RegisterLine[]> {
    const { rows } = await sql<Row>`
      SELECT d.*, p.event_id, p.sealed FROM desk.dossiers d LEFT JOIN desk.people p USING (dossier_id)
      WHERE ${within(part)} AND d.register_number > ${part.after}
      ORDER BY d.register_number LIMIT ${part.limit}`.execute(this.views.tables);
    const people = await this.people(rows, actor, purpose);
    return rows.map((row) => this.line(row, people.get(row.dossier_id)));
  }

  async count(part: RegisterScope): Promise<number> {
    const { rows } = await sql<{ lines: number }>`
      SELECT count(*)::int AS lines FROM desk.dossiers d WHERE ${within(part)}`.execute(this.views.tables);
    return rows[0]!.lines;
  }

  /** The number of the year's last line so far. */
  async last(unit: string, year: number): Promise<number> {
    const { rows } = await sql<{ last: number }>`
      SELECT last FROM desk.registers WHERE unit = ${unit} AND year = ${year}`.execute(this.views.tables);
    return rows[0]?.last ?? 0;
  }

  private async people(
    rows: readonly Row[],
    actor: Actor,
    purpose: string,
  ): Promise<Map<string, Revealed<SubmissionPersonal>>> {
    const sealed = rows.flatMap(({ dossier_id: dossierId, event_id, sealed: text }) =>
      event_id === null || text === null
        ? []
        : [{ dossierId, context: eventContext(`dossier-${dossierId}`, event_id), sealed: text }],
    );
    const opened = await this.personal.reveal<SubmissionPersonal>(sealed, actor, purpose);
    return new Map(opened.map((one, index) => [sealed[index]!.dossierId, one]));
  }

  private line(row: Row, personal: Revealed<SubmissionPersonal> | undefined): RegisterLine {
    const { fullName, address, phone } = personal?.kind === 'open' ? personal.value.applicant : NOBODY;
    return {
      number: row.register_number!,
      dossierId: row.dossier_id,
      dossierCode: row.code,
      procedureName: this.catalogue.version(row.procedure_version_id!).name.vi,
      sets: null,
      applicant: fullName,
      address,
      phone,
      resolvingAgency: this.agency(row),
      receivedAt: row.accepted_at ?? row.received_at,
      dueAt: row.resolution_due_at,
      originalDueAt: row.original_due_at,
      resultSentAt: row.signed_at,
      returnedAt: row.returned_at,
      returnMethod: row.returned_at === null ? null : row.return_method,
      note: personal?.kind === 'missing' ? `${noteOf(row)}; ${UNREADABLE}` : noteOf(row),
    };
  }

  private agency({ resolving_unit, receiving_unit }: Row): string {
    const code = resolving_unit ?? receiving_unit;
    return code === null ? '' : this.catalogue.unit(code).name;
  }
}

function within({ unit, year, from, to }: RegisterScope): RawBuilder<unknown> {
  const begin = from === undefined ? sql`` : sql`AND d.accepted_at >= ${localInstant(from, '00:00')}`;
  const end = to === undefined ? sql`` : sql`AND d.accepted_at < ${localInstant(addDays(to, 1), '00:00')}`;
  return sql`d.receiving_unit = ${unit} AND d.register_year = ${year} ${begin} ${end}`;
}

function noteOf({ status, extended }: Row): string {
  const state = status === null ? undefined : stateOfStatus(status);
  const name = state === undefined ? '' : statusName(state);
  return extended ? `${name}; đã gia hạn, có thư xin lỗi` : name;
}
