import { type ServiceMeasure, localDay, localTime } from '@motcua/domain';

/** One dossier that came in, in `desk.statistics_hours`. */
export interface HourLine {
  /** Local hour, `yyyy-MM-ddTHH`. */
  readonly hour: string;
  readonly unit: string;
  readonly channel: string;
}

export function hourOf({ submittedAt, receivingUnit, channel }: ServiceMeasure): HourLine {
  return { hour: localHour(submittedAt), unit: receivingUnit, channel };
}

/** The hour in Vietnam of an instant, e.g. `2026-11-24T09`. */
export function localHour(instant: string): string {
  return `${localDay(instant)}T${localTime(instant).slice(0, 2)}`;
}
