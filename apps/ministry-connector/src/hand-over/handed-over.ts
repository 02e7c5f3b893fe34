import { Database } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';

export interface HandedOverRow {
  readonly system: string;
  readonly dossierCode: string;
  readonly dossierId: string;
  /** Canonical code of the receiving unit. */
  readonly unitCode: string;
}

/** Whose code it is: systems tell of changes by dossier code. Written before anything is sent. */
@Injectable()
export class HandedOver {
  private readonly database: Kysely<unknown>;

  constructor(database: Database) {
    this.database = database.kysely('connector');
  }

  async remember({ system, dossierCode, dossierId, unitCode }: HandedOverRow): Promise<void> {
    await sql`
      INSERT INTO connector.handed_over (system, dossier_code, dossier_id, unit_code)
      VALUES (${system}, ${dossierCode}, ${dossierId}, ${unitCode}) ON CONFLICT DO NOTHING`.execute(this.database);
  }

  async dossierOf(system: string, dossierCode: string): Promise<string | undefined> {
    const { rows } = await sql<{ dossier_id: string }>`
      SELECT dossier_id FROM connector.handed_over
      WHERE system = ${system} AND dossier_code = ${dossierCode}`.execute(this.database);
    return rows[0]?.dossier_id;
  }

  /** @returns undefined when the dossier was never handed over to the system */
  async unitOf(system: string, dossierId: string): Promise<string | undefined> {
    const { rows } = await sql<{ unit_code: string }>`
      SELECT unit_code FROM connector.handed_over
      WHERE system = ${system} AND dossier_id = ${dossierId}`.execute(this.database);
    return rows[0]?.unit_code;
  }
}
