import { type Channel, type ServiceMeasure, dossierPoints, localDay, timelinessOf } from '@motcua/domain';

/** What is counted per day, unit, procedure and channel; the columns of `desk.statistics_days`. */
export const COUNTS = [
  'received',
  'accepted',
  'refused',
  'withdrawn',
  'stopped',
  'resolved',
  'early',
  'on_time',
  'late',
  'late_original',
  'at_desk',
  'returned',
  'points_1',
  'judged_1',
  'points_2',
  'judged_2',
  'points_3',
  'judged_3',
  'points_4',
  'judged_4',
  'points_7',
  'judged_7',
  'rated_very_satisfied',
  'rated_satisfied',
  'rated_neutral',
  'rated_dissatisfied',
  'rated_very_dissatisfied',
  'attitude_good',
  'attitude_fair',
  'attitude_poor',
  'timeliness_good',
  'timeliness_fair',
  'timeliness_poor',
  'guidance_good',
  'guidance_fair',
  'guidance_poor',
] as const;

export type Count = (typeof COUNTS)[number];

/** One line of `desk.statistics_days`, or what a fact adds to it. */
export interface DayLine {
  /** Local day, yyyy-MM-dd. */
  readonly day: string;
  readonly unit: string;
  readonly procedure_code: string;
  readonly channel: Channel;
  readonly counts: Partial<Readonly<Record<Count, number>>>;
}

const LEVELS = {
  verySatisfied: 'rated_very_satisfied',
  satisfied: 'rated_satisfied',
  neutral: 'rated_neutral',
  dissatisfied: 'rated_dissatisfied',
  veryDissatisfied: 'rated_very_dissatisfied',
} as const;

const KEPT = { early: 'early', onTime: 'on_time', late: 'late' } as const;

/**
 * Everything that one dossier adds to the figures: what was received and accepted to the receiving unit, what became of it to the
 * resolving one, each on its own day. On time, early and late are by the due date that held in the end (R11), the points by the
 * original one.
 */
export function contributions(measure: ServiceMeasure): DayLine[] {
  const { submittedAt, acceptedAt, closed, returnedAt, rating, receivingUnit } = measure;
  return [
    line(measure, receivingUnit, submittedAt, { received: 1 }),
    ...given(acceptedAt, (at) => line(measure, receivingUnit, at, { accepted: 1 })),
    ...given(closed?.how === 'elsewhere' ? null : closed, ({ how, at }) =>
      line(measure, measure.resolvingUnit, at, { [how]: 1 }),
    ),
    ...given(measure.resolvedAt, (at) => line(measure, measure.resolvingUnit, at, resolution(measure, at))),
    ...given(returnedAt, (at) => line(measure, measure.resolvingUnit, at, { returned: 1 })),
    ...given(rating, (one) => line(measure, measure.resolvingUnit, one.ratedAt, rated(one))),
  ];
}

/** The lines that a fact changes: what the dossier adds after it, less what it added before. */
export function difference(before: readonly DayLine[], after: readonly DayLine[]): DayLine[] {
  const told = new Map(before.map((one) => [JSON.stringify(one), one]));
  const fresh = after.filter((one) => !told.delete(JSON.stringify(one)));
  return [...[...told.values()].map(negated), ...fresh];
}

/** Lines of one key in one. */
export function sums(lines: readonly DayLine[]): DayLine[] {
  const found = new Map<string, DayLine>();
  for (const one of lines) {
    const key = [one.day, one.unit, one.procedure_code, one.channel].join('\u0000');
    found.set(key, { ...one, counts: added(found.get(key)?.counts ?? {}, one.counts) });
  }
  return [...found.values()];
}

function line(measure: ServiceMeasure, unit: string, at: string, counts: DayLine['counts']): DayLine {
  const { procedureCode, channel } = measure;
  return { day: localDay(at), unit, procedure_code: procedureCode, channel, counts };
}

function resolution(measure: ServiceMeasure, at: string): DayLine['counts'] {
  const { dueAt, originalDueAt, handedOver } = measure;
  if (dueAt === null || originalDueAt === null) return { resolved: 1 };
  const judged = Object.entries(dossierPoints(measure)).flatMap(([index, points]) =>
    points === null ? [] : [[`points_${index}`, points] as const, [`judged_${index}`, 1] as const],
  );
  return {
    resolved: 1,
    [KEPT[timelinessOf(at, dueAt)]]: 1,
    late_original: timelinessOf(at, originalDueAt) === 'late' ? 1 : 0,
    at_desk: handedOver ? 0 : 1,
    ...Object.fromEntries(judged),
  };
}

function rated({ level, attitude, timeliness, guidance }: NonNullable<ServiceMeasure['rating']>): DayLine['counts'] {
  const aspects = Object.entries({ attitude, timeliness, guidance }).flatMap(([aspect, answer]) =>
    answer === null ? [] : [[`${aspect}_${answer}`, 1] as const],
  );
  return { [LEVELS[level]]: 1, ...Object.fromEntries(aspects) };
}

function given<T>(value: T | null, then: (value: T) => DayLine): DayLine[] {
  return value === null ? [] : [then(value)];
}

function negated({ counts, ...key }: DayLine): DayLine {
  return { ...key, counts: Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, -count])) };
}

function added(one: DayLine['counts'], other: DayLine['counts']): DayLine['counts'] {
  return Object.fromEntries(COUNTS.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}
