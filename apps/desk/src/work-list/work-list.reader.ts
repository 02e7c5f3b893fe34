import { Catalogue, type SubmissionPersonal, stateOfStatus, statusName } from '@motcua/domain';
import { type Actor, Clock, PersonalData, type Revealed, Sealer, eventContext, pageOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { cursorParts } from '../views/cursor.js';
import { DeskViews } from '../views/desk-views.js';
import { queryIndex } from '../views/search-words.js';
import { visibleTo } from '../views/unit-scope.js';
import type { DossierRow } from '../views/work-list/dossier-row.js';
import {
  type ListedDossier,
  type ListedPerson,
  type WorkListCounts,
  type WorkListPage,
  type WorkListQuery,
  WorkListSearch,
} from './work-list.dto.js';

type Row = DossierRow & { readonly event_id: string | null; readonly sealed: string | null };

const SORTS = {
  due: { key: sql`coalesce(d.due_at, '9999')`, direction: sql`ASC`, after: sql`>` },
  received: { key: sql`d.received_at`, direction: sql`ASC`, after: sql`>` },
  '-received': { key: sql`d.received_at`, direction: sql`DESC`, after: sql`<` },
} as const;

interface CountRow {
  readonly status: number;
  readonly total: number;
  readonly overdue: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly withTasks: number;
}

/** National statuses in which something is still done, in the order of a dossier's way. */
const OPEN_STATUSES = [1, 2, 5, 4, 6, 9] as const;

/** Reads `desk.dossiers` for an officer: filters, search, pages, and the applicant's name opened and logged. */
@Injectable()
export class WorkListReader {
  constructor(
    private readonly views: DeskViews,
    private readonly personal: PersonalData,
    private readonly sealer: Sealer,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 400 `cursor.invalid` @throws {Rejected} `unit.unknown` */
  async page(query: WorkListQuery | WorkListSearch, actor: Actor): Promise<WorkListPage> {
    const now = this.clock.now();
    const wanted = sql.join([visibleTo(actor), ...this.conditions(query, actor, now)], sql` AND `);
    const { key, direction, after } = SORTS[query.sort];
    const place = query.cursor === undefined ? sql`` : behind(key, after, query.cursor);
    const rows = await sql<Row>`
      SELECT d.*, p.event_id, p.sealed FROM desk.dossiers d LEFT JOIN desk.people p USING (dossier_id)
      WHERE ${wanted} ${place} ORDER BY ${key} ${direction}, d.dossier_id ${direction}
      LIMIT ${query.limit + 1}`.execute(this.views.tables);
    const totals = await sql<{ total: number; overdue: number }>`
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE d.due_at < ${now}))::int AS overdue
      FROM desk.dossiers d WHERE ${wanted}`.execute(this.views.tables);
    const people = await this.people(rows.rows.slice(0, query.limit), actor);
    const { items, next } = pageOf(
      rows.rows,
      query.limit,
      (row) => listed(row, people.get(row.dossier_id), now),
      (row) => [query.sort === 'due' ? (row.due_at ?? '9999') : row.received_at, row.dossier_id],
    );
    const { total, overdue } = totals.rows[0]!;
    return { items, total, overdueTotal: overdue, ...(next === undefined ? {} : { next }) };
  }

  /** Over what is open only: a province has millions of dossiers behind it, and thousands before it. */
  async counts(actor: Actor): Promise<WorkListCounts> {
    const now = this.clock.now();
    const { rows } = await sql<CountRow>`
      SELECT d.status, count(*)::int AS total, (count(*) FILTER (WHERE d.due_at < ${now}))::int AS overdue,
        (count(*) FILTER (WHERE d.handler = ${actor.subject}))::int AS mine,
        (count(*) FILTER (WHERE d.handler IS NULL))::int AS unassigned,
        (count(*) FILTER (WHERE d.open_tasks > 0))::int AS "withTasks"
      FROM desk.dossiers d
      WHERE ${visibleTo(actor)} AND d.status IS NOT NULL AND NOT d.closed GROUP BY d.status`.execute(this.views.tables);
    const sum = (name: keyof CountRow) => rows.reduce((all, row) => all + row[name], 0);
    const statuses = OPEN_STATUSES.map((status) => {
      const { total = 0, overdue = 0 } = rows.find((row) => row.status === status) ?? {};
      return { status, statusName: statusName(stateOfStatus(status)!), total, overdue };
    });
    const [mine, unassigned, withTasks] = [sum('mine'), sum('unassigned'), sum('withTasks')];
    return { statuses, total: sum('total'), overdue: sum('overdue'), mine, unassigned, withTasks };
  }

  private conditions(query: WorkListQuery, actor: Actor, now: string): RawBuilder<unknown>[] {
    const statuses = query.status?.split(',').map(Number);
    return [
      statuses === undefined ? sql`d.status IS NOT NULL AND NOT d.closed` : sql`d.status = ANY (${statuses}::int[])`,
      ...given(query.procedure, (procedure) => sql`d.procedure_code = ${procedure}`),
      ...given(query.unit, (unit) => sql`d.unit = ${this.catalogue.unit(unit).code}`),
      ...given(query.handler, (handler) => handlerIs(handler, actor)),
      ...given(query.dueBefore, (instant) => sql`d.due_at < ${new Date(instant).toISOString()}`),
      ...given(query.overdue, (overdue) => overdueIs(overdue === 'true', now)),
      ...given(query.channel, (channel) => sql`d.channel = ${channel}`),
      ...given(query.tasks, () => sql`d.open_tasks > 0`),
      ...given(query instanceof WorkListSearch ? query.q.trim() || undefined : undefined, (q) => this.matches(q)),
    ];
  }

  /** By words of the sealed part, or by the code: the whole of it or any part that has a digit. */
  private matches(q: string): RawBuilder<unknown> {
    const text = q.normalize('NFC').trim();
    const words = queryIndex(text, this.sealer);
    const byWords = sql`d.dossier_id IN (SELECT dossier_id FROM desk.people WHERE words @> ${words}::text[])`;
    const byCode = sql`d.code = ${text} OR d.external_codes && ARRAY[${text}]::text[]`;
    const part = `%${text.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
    const byPart = /\d/.test(text) && text.length >= 4 ? sql`OR d.code LIKE ${part}` : sql``;
    return words.length === 0 ? sql`(${byCode} ${byPart})` : sql`(${byWords} OR ${byCode} ${byPart})`;
  }

  private async people(rows: readonly Row[], actor: Actor): Promise<Map<string, ListedPerson | 'unreadable'>> {
    const sealed = rows.flatMap(({ dossier_id: dossierId, event_id, sealed: text }) =>
      event_id === null || text === null
        ? []
        : [{ dossierId, context: eventContext(`dossier-${dossierId}`, event_id), sealed: text }],
    );
    const opened = await this.personal.reveal<SubmissionPersonal>(sealed, actor, 'desk.work-list');
    return new Map(
      opened.flatMap((one, index) => {
        const shown = shownOf(one);
        return shown === undefined ? [] : [[sealed[index]!.dossierId, shown] as const];
      }),
    );
  }
}

function shownOf(one: Revealed<SubmissionPersonal>): ListedPerson | 'unreadable' | undefined {
  if (one.kind === 'missing') return 'unreadable';
  if (one.kind === 'destroyed') return undefined;
  const { fullName, personalId, phone } = one.value.applicant;
  return { fullName, personalId, phone };
}

function given<T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>): RawBuilder<unknown>[] {
  return value === undefined ? [] : [condition(value)];
}

function behind(key: RawBuilder<unknown>, after: RawBuilder<unknown>, cursor: string): RawBuilder<unknown> {
  const [value, dossierId] = cursorParts(cursor, ['text', 'uuid']);
  return sql`AND (${key}, d.dossier_id) ${after} (${value}, ${dossierId}::uuid)`;
}

function handlerIs(handler: string, actor: Actor): RawBuilder<unknown> {
  if (handler === 'none') return sql`d.handler IS NULL`;
  return sql`d.handler = ${handler === 'me' ? actor.subject : handler}`;
}

function overdueIs(overdue: boolean, now: string): RawBuilder<unknown> {
  return overdue ? sql`d.due_at < ${now}` : sql`(d.due_at IS NULL OR d.due_at >= ${now})`;
}

function listed(row: Row, applicant: ListedPerson | 'unreadable' | undefined, now: string): ListedDossier {
  const status = row.status!;
  return {
    dossierId: row.dossier_id,
    dossierCode: row.code,
    status,
    statusName: statusName(stateOfStatus(status)!),
    procedureCode: row.procedure_code,
    channel: row.channel,
    unit: row.unit,
    handler: row.handler,
    receivedAt: row.received_at,
    dueAt: row.due_at,
    dueKind: row.due_kind,
    overdue: row.due_at !== null && row.due_at < now,
    openTasks: row.open_tasks,
    applicant: applicant === undefined || applicant === 'unreadable' ? null : applicant,
    unreadable: applicant === 'unreadable',
  };
}
