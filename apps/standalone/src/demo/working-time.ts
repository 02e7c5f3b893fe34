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
    return localInstant(days === 0 ? firstDay : localDay(this.due('workingDay', days, firstDay, unit)), time);
  }

  after(instant: string, { workingHours, workingDays }: After, unit: string): string {
    if (workingDays === undefined) {
      const limit = { unit: 'workingHour', amount: workingHours ?? 0 } as const;
      return this.catalogue.due(limit, instant, unit).dueAt;
    }
    return this.catalogue.due({ unit: 'workingDay', amount: workingDays, dueTime: 'sameTimeOfDay' }, instant, unit)
      .dueAt;
  }

  isWorkingDay(day: string, unit: string): boolean {
    return localDay(this.due('workingDay', 1, addDays(day, -1), unit)) === day;
  }

  private due(limitUnit: 'workingDay', amount: number, day: string, unit: string): string {
    return this.catalogue.due({ unit: limitUnit, amount }, localInstant(day, '07:00'), unit).dueAt;
  }
}
