import { type ProgressStep } from './portal-books.js';

/** Codes after which nothing may follow: refused at intake, withdrawn, result handed over. */
const ENDED = new Set(['3', '7', '10']);

/** What may follow a code that leaves little choice: a stopped dossier is reopened, a finished one is handed over. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = { '8': ['8', '4'], '9': ['9', '10'] };

/** What the portal says to a step that does not fit behind what it has; null = it fits. */
export function orderComplaint(before: readonly ProgressStep[], next: ProgressStep): string | null {
  const last = before.at(-1);
  if (last === undefined) return null;
  if (next.at < last.at) return 'Thời điểm xử lý không được trước bước xử lý đã có';
  if (ENDED.has(last.status)) return 'Hồ sơ đã kết thúc, không thể cập nhật tiến độ';
  const followers = FOLLOWERS[last.status];
  if (followers === undefined || followers.includes(next.status)) return null;
  return `Không thể cập nhật từ trạng thái ${last.status} sang trạng thái ${next.status}`;
}

/** True when steps stand in order of time, none follows an end, and none stands there twice. */
export function isMonotonic(steps: readonly ProgressStep[]): boolean {
  const fits = steps.every((step, at) => orderComplaint(steps.slice(0, at), step) === null);
  return fits && new Set(steps.map(({ digest }) => digest)).size === steps.length;
}
