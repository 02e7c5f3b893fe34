import { readdirSync, readFileSync } from 'node:fs';
import type { Channel, ExternalCode, JsonObject, Person, ReturnMethod } from '@motcua/domain';

/** A file to be made for a component: a tiny, valid file of that kind under that name. */
export interface SampleFile {
  readonly name: string;
  readonly kind: 'pdf' | 'jpg' | 'png';
}

export interface SampleComponent {
  readonly code: string;
  readonly source: 'upload' | 'shown';
  readonly file: SampleFile | null;
}

/** What a citizen sends in: a dossier of the fictitious province H99 that its form accepts and that lacks no component. */
export interface SampleDossier {
  readonly procedure: string;
  readonly procedureCase: string;
  readonly channel: Channel;
  readonly unit: string;
  readonly returnMethod: ReturnMethod;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly techId: string | null;
  readonly declaration: JsonObject;
  readonly components: readonly SampleComponent[];
}

/** Working time that passes before a step; counted from the step before it by the unit's calendar. */
export interface Pause {
  readonly workingHours?: number;
  readonly workingDays?: number;
}

/** Something a person does (a command of the dossier by its name, with what it needs) or something that is waited for. */
export type SampleStep =
  | ({ readonly do: string; readonly after: Pause } & Readonly<Record<string, unknown>>)
  | { readonly waitFor: 'ResultReceived' | 'SupplementRequested' | 'SupplementLapsed'; readonly system?: string };

/** A dossier with its course, as `samples/README.md` describes it. */
export interface SampleStory extends SampleDossier {
  readonly id: string;
  readonly story: string;
  readonly title: string;
  /** Working days after the demo's first day, and local time. */
  readonly start: { readonly workingDay: number; readonly time: string };
  readonly steps: readonly SampleStep[];
  /** How outside systems treat it: scenarios and faults of the simulators. */
  readonly outside: readonly Readonly<Record<string, unknown>>[];
  /** Times the same submission is sent with the same key; once when absent. */
  readonly submissions?: number;
  /** The fee taken at the counter or sent with the post. */
  readonly payment?: { readonly method: 'cash' | 'transfer'; readonly amount: number } | null;
  readonly postmarkedWorkingDaysBefore?: number;
  readonly externalCodes?: readonly ExternalCode[];
  /** The channel asks for a code first and submits with it. */
  readonly reserveCode?: boolean;
  readonly expected: {
    readonly state: string;
    /** National status code. */
    readonly status: string;
    readonly resultKind: 'positive' | 'negative' | null;
    readonly feeCollect: 'before' | 'after' | 'exempt';
    /** Đồng. */
    readonly feeTotal: number;
    /** Dossiers that the first outside system must have taken: never two. */
    readonly ministryAcceptances: 0 | 1;
    readonly codes: 1;
  };
}

const SAMPLES = new URL('../../../../samples/stories/', import.meta.url);

/** All scripted stories, in the order of their procedures. */
export function sampleStories(): readonly SampleStory[] {
  const files = readdirSync(SAMPLES).toSorted();
  return files.flatMap((file) => JSON.parse(readFileSync(new URL(file, SAMPLES), 'utf8')) as SampleStory[]);
}
