import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HistoryLost } from '@motcua/event-store';
import type { HeardRecord } from './kafka-feed-record.js';
import { RecordMarks } from './record-marks.js';

function heard(offset: bigint, version: number): HeardRecord {
  const [dossierId, id] = [randomUUID(), randomUUID()];
  const meta = { recordedAt: '2026-11-24T01:00:00.000Z', correlationId: 'c', causationId: 'k' };
  return { offset, dossierId, event: { id, type: 'X', dossierId, dossierVersion: version, data: {}, ...meta } };
}

const markOf = ({ offset, dossierId, event }: HeardRecord) => ({
  offset: String(offset),
  dossierId: dossierId!,
  version: event!.dossierVersion,
  id: event!.id,
});
const unread = (offset: bigint): HeardRecord => ({
  offset,
  dossierId: undefined,
  event: undefined,
  fault: 'unreadable',
  digest: '',
});

describe('the records that places in a partition stand behind', () => {
  it('are kept for each place: the last before it that could be read', () => {
    const marks = new RecordMarks(undefined);
    const [first, second] = [heard(4n, 1), heard(5n, 2)];
    marks.add([first, second, unread(6n)]);
    marks.add([heard(7n, 3)]);
    expect(marks.before('4')).toBeUndefined();
    expect(marks.before('5')).toEqual(markOf(first));
    expect(marks.before('7')).toEqual(markOf(second));
  });

  it('are the same when the topic is', () => {
    const last = heard(4n, 3);
    expect(() => new RecordMarks(markOf(last)).add([last, heard(5n, 1)])).not.toThrow();
  });

  it.each([
    ['another event', (last: HeardRecord) => ({ ...heard(4n, 3), dossierId: last.dossierId! })],
    ['a record that cannot be read', () => unread(4n)],
  ])('are not when %s stands there', (_, there) => {
    const last = heard(4n, 3);
    expect(() => new RecordMarks(markOf(last)).add([there(last) as HeardRecord])).toThrow(HistoryLost);
  });

  it('prove nothing when the topic retains them no more', () => {
    const marks = new RecordMarks(markOf(heard(4n, 3)));
    marks.add([heard(9n, 1)]);
    expect(() => marks.add([heard(10n, 1)])).not.toThrow();
  });
});
