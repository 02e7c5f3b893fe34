import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { cleanText } from './json-hygiene.js';
import { Problem } from './problem.js';

/** Query parameters of every list: extend it with the list's own filters. */
export class PageQuery {
  /** Opaque, from `next` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(512)
  cursor?: string;

  /** 1..200, default 50. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** @param rows read with `limit + 1`, so that the extra row tells whether there is more */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  keyOf: (row: Row) => readonly (string | number | null)[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map((row) => itemOf(row));
  return rows.length > limit && last !== undefined ? { items, next: encodeCursor(keyOf(last)) } : { items };
}

/** The sort key of the last row shown; never put personal data into it: it stands in addresses and logs. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws {Problem} 400 `cursor.invalid` when it is none of ours or has not `size` parts */
export function decodeCursor(cursor: string, size: number): (string | number | null)[] {
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(key) && key.length === size && key.every(isPart)) return key;
  throw cursorInvalid();
}

/** 400: a cursor that we did not make, or one whose parts are not what the list sorts by. */
export function cursorInvalid(): Problem {
  return new Problem(400, 'cursor.invalid', 'Con trỏ trang không hợp lệ.', {
    errors: [{ parameter: 'query.cursor', code: 'cursor.invalid', detail: 'Con trỏ trang không hợp lệ.' }],
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPart(part: unknown): part is string | number | null {
  return (
    part === null ||
    (typeof part === 'string' && 'text' in cleanText(part)) ||
    (typeof part === 'number' && Number.isFinite(part))
  );
}
