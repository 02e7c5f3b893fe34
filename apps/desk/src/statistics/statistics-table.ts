import type { StandingValues, Statistics } from './statistics.dto.js';

/** A table of an export: plain values, the first row names the columns. */
export interface Table {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | null)[])[];
}

type Column = keyof StandingValues;

/** Of a period; and how things stand now. */
const COUNTED = [
  'received',
  'receivedOnline',
  'accepted',
  'refused',
  'withdrawn',
  'stopped',
  'resolved',
  'early',
  'onTime',
  'late',
  'lateByOriginal',
  'onTimeRate',
  'returned',
] as const satisfies readonly Column[];
const STANDING = [...COUNTED, 'open', 'openOverdue'] as const satisfies readonly Column[];

const WORDS = {
  vi: {
    units: 'Đơn vị',
    procedures: 'Thủ tục',
    series: 'Thời gian',
    code: 'Mã',
    name: 'Tên',
    received: 'Hồ sơ nộp',
    receivedOnline: 'Trong đó trực tuyến',
    accepted: 'Được tiếp nhận',
    refused: 'Không tiếp nhận',
    withdrawn: 'Rút hồ sơ',
    stopped: 'Dừng xử lý',
    resolved: 'Đã giải quyết',
    early: 'Sớm hạn',
    onTime: 'Đúng hạn',
    late: 'Quá hạn',
    lateByOriginal: 'Quá hạn hẹn ban đầu',
    onTimeRate: 'Tỷ lệ sớm và đúng hạn (%)',
    returned: 'Đã trả kết quả',
    open: 'Đang giải quyết',
    openOverdue: 'Đang quá hạn',
  },
  en: {
    units: 'Units',
    procedures: 'Procedures',
    series: 'Time',
    code: 'Code',
    name: 'Name',
    received: 'Received',
    receivedOnline: 'Of those online',
    accepted: 'Accepted',
    refused: 'Refused at intake',
    withdrawn: 'Withdrawn',
    stopped: 'Stopped',
    resolved: 'Resolved',
    early: 'Early',
    onTime: 'On time',
    late: 'Late',
    lateByOriginal: 'Late by the first date',
    onTimeRate: 'Early and on time (%)',
    returned: 'Returned',
    open: 'Open',
    openOverdue: 'Open and overdue',
  },
} as const satisfies Record<string, Record<Column | 'units' | 'procedures' | 'series' | 'code' | 'name', string>>;

/** The units, the procedures and the series, each as a table. */
export function tablesOf({ units, procedures, series }: Statistics, language: keyof typeof WORDS): Table[] {
  const words = WORDS[language];
  const head = [words.code, words.name, ...STANDING.map((column) => words[column])];
  return [
    { name: words.units, rows: [head, ...units.map((one) => [one.unit, one.name, ...valuesOf(one, STANDING)])] },
    {
      name: words.procedures,
      rows: [head, ...procedures.map((one) => [one.procedureCode, one.name[language], ...valuesOf(one, STANDING)])],
    },
    {
      name: words.series,
      rows: [
        [words.series, ...COUNTED.map((column) => words[column])],
        ...series.map((one) => [one.label, ...valuesOf(one, COUNTED)]),
      ],
    },
  ];
}

function valuesOf<const Name extends Column>(
  figures: Readonly<Record<Name, number | null>>,
  columns: readonly Name[],
): (number | null)[] {
  return columns.map((column) => figures[column]);
}
