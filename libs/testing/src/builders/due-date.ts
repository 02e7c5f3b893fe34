import type { DueDate } from '@motcua/domain';
import { MONDAY } from './dossier-commands.js';

/** Three working days from Monday morning. */
export const due: DueDate = {
  dueAt: '2026-11-19T10:00:00.000Z',
  rule: 'workingDay',
  amount: 3,
  startedAt: MONDAY,
  countedFrom: MONDAY,
  countedDays: ['2026-11-17', '2026-11-18', '2026-11-19'],
  skippedDays: [],
  calendarVersion: '2026-1',
  provisional: false,
};
