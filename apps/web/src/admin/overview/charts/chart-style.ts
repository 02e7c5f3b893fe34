/** Told apart by people who see no red or green; each has a contrast of 3:1 or better on white. */
export const COLOURS = ['#a8071a', '#00599c', '#6b4300', '#5b2a86', '#1f5c0e', '#4a4a4a'] as const;

export const HEIGHT = 240;

/** `2026-11-25T08` -> `08:00 25/11` */
export function hourText(hour: string): string {
  const [day = '', clock = ''] = hour.split('T');
  return `${clock}:00 ${dayText(day)}`;
}

/** `2026-11-25` -> `25/11` */
export function dayText(day: string): string {
  return day.split('-').slice(1).toReversed().join('/');
}
