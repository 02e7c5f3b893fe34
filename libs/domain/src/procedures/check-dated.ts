import { isLocalDay } from '../calendar/local-time.js';
import type { Fault } from './catalogue-data.js';
import { type Dated, overlaps } from './validity.js';

/** Faults of one dated record: no real dates, or the wrong way round. */
export function checkDates({ validFrom, validTo }: Dated, pointer: string): Fault[] {
  const faults: Fault[] = [];
  if (!isLocalDay(validFrom)) faults.push({ pointer: `${pointer}/validFrom`, reason: `${validFrom} is not a date` });
  if (validTo !== null && !isLocalDay(validTo))
    faults.push({ pointer: `${pointer}/validTo`, reason: `${validTo} is not a date` });
  if (validTo !== null && validTo < validFrom)
    faults.push({ pointer: `${pointer}/validTo`, reason: 'ends before it begins' });
  return faults;
}

/** A fault for each record whose validity overlaps an earlier one with the same key. */
export function checkOverlaps<T extends Dated>(
  records: readonly T[],
  keyOf: (record: T) => string,
  pointerOf: (index: number) => string,
): Fault[] {
  return records.flatMap((record, index) => {
    const key = keyOf(record);
    const earlier = records.findIndex((other) => keyOf(other) === key && overlaps(record, other));
    if (earlier === index) return [];
    return [{ pointer: pointerOf(index), reason: `is valid at the same time as ${pointerOf(earlier)} (${key})` }];
  });
}

/** A fault for each value that was there before. */
export function checkUnique(values: readonly string[], pointerOf: (index: number) => string): Fault[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index ? [] : [{ pointer: pointerOf(index), reason: `${value} is there twice` }],
  );
}
