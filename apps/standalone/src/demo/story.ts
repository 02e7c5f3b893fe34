import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Working time since the step before. */
export interface After {
  readonly workingHours?: number;
  readonly workingDays?: number;
}

export interface StoryFile {
  readonly name: string;
  readonly kind: 'pdf' | 'jpg' | 'png';
}

export interface StoryComponent {
  readonly code: string;
  readonly source: 'upload' | 'shown';
  readonly file: StoryFile | null;
}

/** Something a person does; beside `do` and `after` it carries what the command needs. */
export interface StoryAct {
  readonly do: string;
  readonly after?: After;
  readonly [detail: string]: unknown;
}

/** Something that somebody else must bring about. */
export interface StoryWait {
  readonly waitFor: string;
  readonly system?: string;
}

/** A scenario, or a fault, of one outside system for this dossier. */
export interface StoryOutside {
  readonly system: string;
  readonly scenario?: string;
  readonly params?: object;
  readonly operation?: string;
  readonly fault?: { readonly type: string };
  readonly times?: number | null;
}

export interface StoryPerson {
  readonly fullName: string;
  readonly personalId: string | null;
}

export interface Story {
  readonly id: string;
  readonly story: string;
  readonly title: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly channel: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly start: { readonly workingDay: number; readonly time: string };
  readonly submissions?: number;
  readonly applicant: StoryPerson;
  readonly submitter: StoryPerson;
  readonly techId: string | null;
  readonly declaration: Readonly<Record<string, unknown>>;
  readonly components: readonly StoryComponent[];
  readonly payment?: { readonly method: string } | null;
  readonly postmarkedWorkingDaysBefore?: number;
  readonly externalCodes?: readonly { readonly system: string; readonly code: string }[];
  readonly reserveCode?: boolean;
  readonly steps: readonly (StoryAct | StoryWait)[];
  readonly outside: readonly StoryOutside[];
  readonly expected: {
    readonly state: string;
    readonly status: string;
    readonly resultKind: string | null;
    readonly feeCollect: string;
    readonly feeTotal: number;
    readonly ministryAcceptances: number;
    readonly codes: number;
  };
}

/** The sample dossiers of a folder, in the order of the files. */
export async function readStories(folder: string): Promise<Story[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => JSON.parse(text) as Story[]);
}

export function isWait(step: StoryAct | StoryWait): step is StoryWait {
  return 'waitFor' in step;
}
