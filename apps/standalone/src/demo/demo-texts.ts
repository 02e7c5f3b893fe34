import Table from 'cli-table3';
import { localDay, localTime } from '@motcua/domain';
import pc from 'picocolors';
import type { DemoView } from './demo.js';
import type { Discrepancy } from './discrepancies.js';
import type { Outcome } from './outcome.js';
import type { StoryRun } from './story-run.js';

/** No borders: it must be readable in a log, too. */
const PLAIN = {
  chars: {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: '  ',
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

const PROCEDURES: Readonly<Record<string, string>> = {
  '2.000488': 'Cấp phiếu lý lịch tư pháp',
  '1.001193': 'Đăng ký khai sinh',
  '1.004884': 'Đăng ký lại khai sinh',
  '1.004873': 'Xác nhận tình trạng hôn nhân',
  '2.001023': 'Liên thông khai sinh, BHYT',
  '2.000986': 'Liên thông khai sinh, thường trú, BHYT',
};

/** The live table: one row per procedure. */
export function progressTable({ now, runs }: DemoView): string {
  const table = new Table({
    ...PLAIN,
    head: ['procedure', '', 'to come', 'under way', 'waits outside', 'done', 'failed'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const [procedure, all] of Map.groupBy(runs, ({ story }) => story.procedure)) {
    const counts = ['toCome', 'underWay', 'outside', 'done', 'failed'].map((column) => countOf(all, column));
    table.push([procedure, PROCEDURES[procedure] ?? '', ...counts]);
  }
  return `${pc.bold(moment(now))}\n${table.toString()}`;
}

/** The same in one line, for logs. */
export function progressLine({ now, runs }: DemoView): string {
  const count = (column: string): string => countOf(runs, column);
  return `${moment(now)}  to come ${count('toCome')}, under way ${count('underWay')}, waits outside ${count('outside')}, done ${count('done')}, failed ${count('failed')}`;
}

/** Every story with what was expected and what became of it. */
export function summaryTable(outcomes: readonly Outcome[], discrepancies: readonly Discrepancy[]): string {
  const wrong = new Set(discrepancies.map(({ about }) => about));
  const head = ['', 'story', 'dossier code', 'expected', 'found', 'ministry', 'portal', 'what'];
  const table = new Table({ ...PLAIN, head });
  for (const { story, dossierCode, state, status, ministryAcceptances, portalStatus } of outcomes) {
    const { expected } = story;
    table.push([
      wrong.has(story.id) ? pc.red('x') : pc.green('ok'),
      story.id,
      dossierCode ?? '-',
      `${expected.status} ${expected.state}`,
      `${status} ${state}`,
      `${ministryAcceptances} of ${expected.ministryAcceptances}`,
      portalStatus ?? '-',
      story.title,
    ]);
  }
  return table.toString();
}

export function verdict(outcomes: readonly Outcome[], discrepancies: readonly Discrepancy[]): string {
  const wrong = new Set(discrepancies.map(({ about }) => about));
  const good = outcomes.filter(({ story }) => !wrong.has(story.id)).length;
  const line = `${good} of ${outcomes.length} dossiers are as expected, ${discrepancies.length} discrepancies`;
  const list = discrepancies.map(({ about, words }) => `  ${about}: ${words}`);
  return [discrepancies.length === 0 ? pc.green(line) : pc.red(line), ...list].join('\n');
}

function countOf(runs: readonly StoryRun[], column: string): string {
  return String(runs.filter((run) => columnOf(run) === column).length);
}

function columnOf(run: StoryRun): string {
  if (run.state === 'waiting') return 'toCome';
  return run.awaited === undefined ? run.state : 'outside';
}

function moment(now: string): string {
  return `${localDay(now)} ${localTime(now)}`;
}
