import type { Anchor, Position } from '@motcua/event-store';
import { sql, type Kysely, type Transaction } from 'kysely';

/** `equal`: the new tables take over only when they hold the same rows as the live ones; `always`: without condition. */
export type SwitchOn = 'equal' | 'always';

export interface ViewBuild {
  readonly view: string;
  readonly build: number;
  readonly version: number;
  readonly schema: string;
  /** `differs` waits for a word from an administrator, `failed` could not be built; both keep their tables. */
  readonly state: 'live' | 'building' | 'differs' | 'failed' | 'retired';
  readonly switchOn: SwitchOn;
  readonly prepared: boolean;
  readonly position: Position;
  /** The last event that it has taken in. */
  readonly anchor: Anchor | undefined;
  /** How fast it may catch up; null = as fast as it can. */
  readonly eventsPerSecond: number | null;
  /** The job in whose name it is built: it goes on only while that job's own stream says that it runs; null = without one. */
  readonly drivenBy: string | null;
  /** What the comparison said, or the name of the error. */
  readonly report: Readonly<Record<string, unknown>> | undefined;
}

/** The administrators' job that asks for a build, and how fast that may catch up. */
export interface BuildJob {
  readonly jobId: string;
  readonly eventsPerSecond: number;
}

export interface BuildPlan {
  readonly view: string;
  readonly version: number;
  readonly schema: string;
  readonly switchOn: SwitchOn;
  readonly job?: BuildJob;
}

/** Somebody else moved this build; read it again. */
export class BuildMoved extends Error {
  override readonly name = 'BuildMoved';
}

/** The rows of `kit.view_builds`. */
export class ViewBuilds {
  constructor(private readonly database: Kysely<unknown>) {}

  async of(view: string): Promise<ViewBuild[]> {
    const { rows } = await sql<ViewBuild>`
      SELECT view, build, version, schema_name AS schema, state, switch_on AS "switchOn", prepared, position, anchor, report,
        events_per_second AS "eventsPerSecond", driven_by AS "drivenBy"
      FROM kit.view_builds WHERE view = ${view} ORDER BY build`.execute(this.database);
    return rows.map((row) => ({ ...row, anchor: row.anchor ?? undefined, report: row.report ?? undefined }));
  }

  async live(view: string): Promise<ViewBuild | undefined> {
    return (await this.of(view)).find((build) => build.state === 'live');
  }

  /** Plans a new build; the process that runs the view makes it. For a job one build only, however often it is asked. */
  async plan(plan: BuildPlan, start: Position): Promise<ViewBuild> {
    const { view, version, schema, switchOn, job } = plan;
    const before = job && (await this.buildOf(job.jobId));
    if (before !== undefined) return this.numbered(view, before);
    const [jobId, rate] = job === undefined ? [null, null] : [job.jobId, job.eventsPerSecond];
    const stem = `${schema}_${view.replaceAll('-', '_')}_v${version}_b`;
    const { rows } = await sql<{ build: number }>`
      INSERT INTO kit.view_builds (view, build, version, schema_name, state, switch_on, position, job_id, driven_by,
        events_per_second)
      SELECT ${view}, n, ${version}::int, ${stem} || n, 'building', ${switchOn}, ${start}, ${jobId}::uuid,
        ${jobId}::uuid, ${rate}::int
      FROM (SELECT coalesce(max(build), 0) + 1 AS n FROM kit.view_builds WHERE view = ${view}) next
      RETURNING build`.execute(this.database);
    return this.numbered(view, rows[0]!.build);
  }

  private async buildOf(jobId: string): Promise<number | undefined> {
    const { rows } = await sql<{ build: number }>`
      SELECT build FROM kit.view_builds WHERE job_id = ${jobId}::uuid`.execute(this.database);
    return rows[0]?.build;
  }

  private async numbered(view: string, number: number): Promise<ViewBuild> {
    return (await this.of(view)).find(({ build }) => build === number)!;
  }

  /**
   * Lets a build go on in the name of a job: one that was begun, that failed, or that stands aside; the last takes over even when
   * it differs from the live one.
   */
  async goOn(view: string, build: number, { jobId, eventsPerSecond }: BuildJob): Promise<void> {
    await sql`
      UPDATE kit.view_builds SET driven_by = ${jobId}::uuid, events_per_second = ${eventsPerSecond}::int,
        switch_on = CASE WHEN state IN ('differs', 'retired') THEN 'always' ELSE switch_on END, state = 'building'
      WHERE view = ${view} AND build = ${build} AND state <> 'live'`.execute(this.database);
  }

  /**
   * Takes away what was built for a job, unless readers saw it: then it is the live one, or kept for return. A build that the job
   * only took up again stands aside as before.
   */
  async discardOf(jobId: string): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ schema: string }>`
        DELETE FROM kit.view_builds WHERE job_id = ${jobId}::uuid AND state NOT IN ('live', 'retired')
        RETURNING schema_name AS schema`.execute(transaction);
      for (const { schema } of rows) await sql`SELECT kit.drop_build_schema(${schema})`.execute(transaction);
      await sql`
        UPDATE kit.view_builds SET state = 'retired'
        WHERE driven_by = ${jobId}::uuid AND state = 'building'`.execute(transaction);
    });
  }

  async setAside(build: ViewBuild, state: 'differs' | 'failed', report: object): Promise<void> {
    await sql`
      UPDATE kit.view_builds SET state = ${state}, report = ${JSON.stringify(report)}::jsonb
      WHERE view = ${build.view} AND build = ${build.build} AND state = 'building'`.execute(this.database);
  }

  /** Creates the tables of a planned build once. */
  async prepare(build: ViewBuild, createTables: (transaction: Transaction<unknown>) => Promise<void>): Promise<void> {
    if (build.prepared) return;
    await this.database.transaction().execute(async (transaction) => {
      const marked = await sql`
        UPDATE kit.view_builds SET prepared = true
        WHERE view = ${build.view} AND build = ${build.build} AND NOT prepared`.execute(transaction);
      if (marked.numAffectedRows !== 1n) throw new BuildMoved(`${build.schema} is prepared by another process`);
      await sql`SELECT kit.create_build_schema(${build.schema})`.execute(transaction);
      await useSchema(transaction, build.schema);
      await createTables(transaction);
      await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${sql.id(build.schema)} TO motcua_app`.execute(
        transaction,
      );
    });
  }

  /** Runs `write` in the build's schema and moves its checkpoint, both or neither. @throws BuildMoved */
  async advance(
    build: ViewBuild,
    { position, anchor = build.anchor }: Pick<ViewBuild, 'position'> & { readonly anchor?: Anchor | undefined },
    write: (tx: Transaction<unknown>) => Promise<void>,
  ): Promise<ViewBuild> {
    await this.database.transaction().execute(async (transaction) => {
      // what a crash of the server loses of it comes again from the store, together with the checkpoint
      await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
      await useSchema(transaction, build.schema);
      const moved = await sql`
        UPDATE kit.view_builds
        SET position = ${position}, anchor = ${anchor && JSON.stringify(anchor)}::jsonb, moved_at = clock_timestamp()
        WHERE view = ${build.view} AND build = ${build.build} AND position = ${build.position}
          AND state IN ('live', 'building')`.execute(transaction);
      if (moved.numAffectedRows !== 1n) throw new BuildMoved(`${build.schema} does not stand at ${build.position}`);
      await write(transaction);
    });
    return { ...build, position, anchor };
  }

  /**
   * Lets `next` take the place of `live` in one transaction, keeps `live` for return and drops what stood aside before it.
   *
   * @param target the schema whose SQL views show the live build
   * @throws BuildMoved when one of the two has moved meanwhile
   */
  async takeOver(target: string, next: ViewBuild, live: ViewBuild | undefined, report: object): Promise<ViewBuild> {
    await this.database.transaction().execute(async (transaction) => {
      if (live !== undefined) {
        await this.turn(transaction, live, 'retired', {});
        const stale = await sql<{ schema: string }>`
          DELETE FROM kit.view_builds WHERE view = ${live.view} AND build NOT IN (${live.build}, ${next.build})
            AND state IN ('retired', 'differs', 'failed') RETURNING schema_name AS schema`.execute(transaction);
        for (const { schema } of stale.rows) await sql`SELECT kit.drop_build_schema(${schema})`.execute(transaction);
      }
      await this.turn(transaction, next, 'live', report);
      await sql`SELECT kit.show_build_schema(${target}, ${next.schema}, ${live?.schema ?? ''})`.execute(transaction);
    });
    return { ...next, state: 'live' };
  }

  private async turn(tx: Transaction<unknown>, build: ViewBuild, state: 'live' | 'retired', report: object) {
    const turned = await sql`
      UPDATE kit.view_builds SET state = ${state}, report = ${JSON.stringify(report)}::jsonb, moved_at = clock_timestamp()
      WHERE view = ${build.view} AND build = ${build.build} AND state = ${build.state} AND position = ${build.position}`.execute(
      tx,
    );
    if (turned.numAffectedRows !== 1n) throw new BuildMoved(`${build.schema} has moved`);
  }
}

async function useSchema(transaction: Transaction<unknown>, schema: string): Promise<void> {
  await sql`SELECT set_config('search_path', ${schema}, true)`.execute(transaction);
}
