import { Catalogue, Rejected, type SubmissionPersonal, stateOfStatus, statusName } from '@motcua/domain';
import {
  type Actor,
  ApiProblems,
  CurrentActor,
  PersonalData,
  Problem,
  Roles,
  eventContext,
  pageOf,
} from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import type { DossierRow } from '../views/work-list/dossier-row.js';
import { RegisterLine, RegisterPage, RegisterQuery } from './tracking-register.dto.js';

type Row = DossierRow & { readonly event_id: string | null; readonly sealed: string | null };

/** After erasure the line stays, the person does not. */
const NOBODY = { fullName: null, address: null, phone: null };

/** Sổ theo dõi hồ sơ. @law TT 01/2018/TT-VPCP art. 10 */
@ApiTags('tracking register')
@Controller('api/desk/v1/tracking-register')
export class TrackingRegisterController {
  constructor(
    private readonly views: DeskViews,
    private readonly personal: PersonalData,
    private readonly catalogue: Catalogue,
  ) {}

  @Get()
  @Roles('deskOfficer', 'unitLeader')
  @ApiOperation({ summary: 'The tracking register of a receiving unit and year, in the order of acceptance' })
  @ApiOkResponse({ type: RegisterPage })
  @ApiProblems({ 404: ['unit.unknown'] })
  async page(
    @Query() { unit, year, cursor, limit }: RegisterQuery,
    @CurrentActor() actor: Actor,
  ): Promise<RegisterPage> {
    const code = this.unitOf(unit, actor);
    const after = cursor === undefined ? 0 : Number(cursorParts(cursor, ['integer'])[0]);
    const { rows } = await sql<Row>`
      SELECT d.*, p.event_id, p.sealed FROM desk.dossiers d LEFT JOIN desk.people p USING (dossier_id)
      WHERE d.receiving_unit = ${code} AND d.register_year = ${year} AND d.register_number > ${after}
      ORDER BY d.register_number LIMIT ${limit + 1}`.execute(this.views.tables);
    const totals = await sql<{ last: number }>`
      SELECT last FROM desk.registers WHERE unit = ${code} AND year = ${year}`.execute(this.views.tables);
    const people = await this.people(rows.slice(0, limit), actor);
    const page = pageOf(
      rows,
      limit,
      (row) => this.line(row, people.get(row.dossier_id)),
      (row) => [row.register_number],
    );
    return { ...page, total: totals.rows[0]?.last ?? 0 };
  }

  private unitOf(text: string, actor: Actor): string {
    const unknown = () => new Problem(404, 'unit.unknown', 'Không có đơn vị này.');
    try {
      const { code } = this.catalogue.unit(text);
      if (actor.mayActFor(code)) return code;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
    throw unknown();
  }

  private async people(rows: readonly Row[], actor: Actor): Promise<Map<string, SubmissionPersonal>> {
    const sealed = rows.flatMap(({ dossier_id: dossierId, event_id, sealed: text }) =>
      event_id === null || text === null
        ? []
        : [{ dossierId, context: eventContext(`dossier-${dossierId}`, event_id), sealed: text }],
    );
    const opened = await this.personal.reveal<SubmissionPersonal>(sealed, actor, 'desk.tracking-register');
    return new Map(
      opened.flatMap((one, index) => (one === undefined ? [] : [[sealed[index]!.dossierId, one] as const])),
    );
  }

  private line(row: Row, personal: SubmissionPersonal | undefined): RegisterLine {
    const { fullName, address, phone } = personal?.applicant ?? NOBODY;
    return {
      number: row.register_number!,
      dossierId: row.dossier_id,
      dossierCode: row.code,
      procedureName: this.catalogue.version(row.procedure_version_id!).name.vi,
      sets: 1,
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
      note: noteOf(row),
    };
  }

  private agency({ resolving_unit, receiving_unit }: Row): string {
    const code = resolving_unit ?? receiving_unit;
    return code === null ? '' : this.catalogue.unit(code).name;
  }
}

function noteOf({ status, extended }: Row): string {
  const state = status === null ? undefined : stateOfStatus(status);
  const name = state === undefined ? '' : statusName(state);
  return extended ? `${name}; đã gia hạn, có thư xin lỗi` : name;
}
