import type { Unit } from '../procedures/unit.js';
import type { CalendarOverlay, CalendarYear } from './calendar-year.js';

/** The years of the worked examples, for specs: days off and Saturdays worked as decided (2027 provisional). */
function year(
  year: number,
  status: CalendarYear['status'],
  off: readonly string[],
  work: readonly string[],
): CalendarYear {
  return {
    year,
    version: `${year}-1`,
    status,
    weekend: ['sat', 'sun'],
    off: Object.fromEntries(off.map((day) => [`${year}-${day}`, `Nghỉ ${day}`])),
    work: Object.fromEntries(work.map((day) => [`${year}-${day}`, `Làm bù ${day}`])),
    source: 'spec',
  };
}

export const year2025 = year(
  2025,
  'confirmed',
  ['01-01', '01-27', '01-28', '01-29', '01-30', '01-31', '04-07', '04-30', '05-01', '05-02', '09-01', '09-02'],
  ['04-26'],
);

export const year2026 = year(
  2026,
  'confirmed',
  [
    '01-01',
    '01-02',
    '02-16',
    '02-17',
    '02-18',
    '02-19',
    '02-20',
    '04-27',
    '04-30',
    '05-01',
    '08-31',
    '09-01',
    '09-02',
    '11-24',
  ],
  ['01-10', '08-22'],
);

export const year2027 = year(
  2027,
  'provisional',
  ['01-01', '02-05', '02-08', '02-09', '02-10', '04-16', '04-30', '05-03', '09-02', '09-03', '11-24'],
  [],
);

export const calendars = [year2025, year2026, year2027];

export const swap: CalendarOverlay = {
  id: 'swap-2026-11',
  kind: 'swap',
  enabled: false,
  units: ['*'],
  off: { '2026-11-23': 'Nghỉ hoán đổi' },
  work: { '2026-11-28': 'Làm bù' },
  source: 'spec',
  verified: false,
};

export const shifts: Unit['shifts'] = [
  { open: '07:00', close: '11:30' },
  { open: '13:30', close: '17:00' },
];
