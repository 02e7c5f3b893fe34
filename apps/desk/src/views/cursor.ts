import { cursorInvalid, decodeCursor, isUuid } from '@motcua/service-kit';

type Part = 'text' | 'uuid' | 'integer';

const FITS: Readonly<Record<Part, (value: string | number | null) => boolean>> = {
  text: (value) => typeof value === 'string',
  uuid: (value) => typeof value === 'string' && isUuid(value),
  integer: (value) => Number.isSafeInteger(value),
};

/**
 * The parts of a page's cursor, as text for SQL; a cursor that was made up never reaches the database.
 *
 * @throws {Problem} 400 `cursor.invalid`
 */
export function cursorParts(cursor: string, shape: readonly Part[]): string[] {
  const parts = decodeCursor(cursor, shape.length);
  if (parts.every((part, index) => FITS[shape[index]!](part))) return parts.map(String);
  throw cursorInvalid();
}
