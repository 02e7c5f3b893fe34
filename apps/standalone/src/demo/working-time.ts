import { addDays, type Catalogue, localDay, localInstant } from '@motcua/domain';
import type { After } from './story.js';

/** The demo's dates, counted with the calendars of the catalogue. */
export class WorkingTime {
  constructor(private readonly catalogue: Catalogue) {}

  /** The local day so many working days before an instant. */
  dayBefore(instant: string, days: number, unit: string): string {
    let day = localDay(instant);
    for (let left = days; left > 0;) {
      day = addDays(day, -1);
      if (this.isWorkingDay(day, unit)) left -= 1;
    }
    return day;
  }

  /** The moment of a local time so many working days after a working day. */
  at(firstDay: string, days: number, time: string, unit: string): string {
    if (days === 0) return localInstant(firstDay, time);
    const limit = { unit: 'workingDay', amount: days } as const;
    return localInstant(localDay(this.catalogue.due(limit, localInstant(firstDay, '07:00'), unit).dueAt), time);
  }

  after(instant: string, { workingHours = 0, workingDays = 0 }: After, unit: string): string {
    if (workingDays > 0) {
      const limit = { unit: 'workingDay', amount: workingDays, dueTime: 'sameTimeOfDay' } as const;
      return this.catalogue.due(limit, instant, unit).dueAt;
    }
    if (workingHours === 0) return instant;
    return this.catalogue.due({ unit: 'workingHour', amount: workingHours }, instant, unit).dueAt;
  }

  isWorkingDay(day: string, unit: string): boolean {
    const { countedDays } = this.catalogue.due({ unit: 'workingHour', amount: 1 }, localInstant(day, '00:00'), unit);
    return countedDays[0] === day;
  }
}
