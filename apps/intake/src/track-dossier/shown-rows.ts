import { Database, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { Kysely, RawBuilder } from 'kysely';

/** PostgreSQL: there is no such table. */
const NO_TABLE = '42P01';

/** Reads intake's read models. On a first start, or while nobody keeps them, they may not be there yet. */
@Injectable()
export class ShownRows {
  private readonly database: Kysely<unknown>;

  constructor(database: Database) {
    this.database = database.kysely('intake');
  }

  /** @throws {Problem} 503 `view.not-built` until the read model is there */
  async of<Row>(query: RawBuilder<Row>): Promise<readonly Row[]> {
    try {
      return (await query.execute(this.database)).rows;
    } catch (error) {
      if ((error as { code?: unknown }).code !== NO_TABLE) throw error;
      throw new Problem(503, 'view.not-built', 'Dữ liệu tra cứu đang được chuẩn bị. Vui lòng thử lại sau ít giây.', {
        retryable: true,
        retryAfterSeconds: 2,
      });
    }
  }
}

/** For those who have another place to look. */
export function isNotBuilt(error: unknown): boolean {
  return error instanceof Problem && error.code === 'view.not-built';
}
