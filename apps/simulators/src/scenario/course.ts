import { type Scenario, type ScenarioName } from './scenario.js';

export type Stage = 'received' | 'processing' | 'supplement' | 'refused' | 'negative' | 'done';

export interface Step {
  stage: Stage;
  /** milliseconds of the virtual clock */
  at: number;
}

type Plan = readonly (readonly [stage: Stage, afterSeconds: number])[];

const PLANS: Readonly<Record<ScenarioName, (params: Scenario['params']) => Plan>> = {
  auto: ({ d1Seconds, d2Seconds }) => [
    ['processing', d1Seconds],
    ['done', d2Seconds],
  ],
  supplement: ({ d1Seconds, d2Seconds }) => [
    ['supplement', d1Seconds],
    ['processing', d2Seconds],
    ['done', 2 * d2Seconds],
  ],
  refuse: ({ d1Seconds }) => [['refused', d1Seconds]],
  stuck: ({ d1Seconds }) => [['processing', d1Seconds]],
  negative: ({ d1Seconds, d2Seconds }) => [
    ['processing', d1Seconds],
    ['negative', d2Seconds],
  ],
  late: ({ d1Seconds, d2Seconds, lateSeconds }) => [
    ['processing', d1Seconds],
    ['done', d2Seconds + lateSeconds],
  ],
};

/** Lays down at acceptance what will become of a dossier and when. */
export function planCourse(acceptedAt: number, scenario: Scenario): Step[] {
  const planned = PLANS[scenario.name](scenario.params);
  return [
    { stage: 'received', at: acceptedAt },
    ...planned.map(([stage, after]) => ({ stage, at: acceptedAt + after * 1000 })),
  ];
}

/** Index of the last step that has happened by `now`, -1 when the dossier cannot be seen yet. */
export function stepAt(course: readonly Step[], now: number): number {
  return course.findLastIndex((step) => step.at <= now);
}

/** Puts a new plan on a dossier already there: what has happened stays, only the future changes. */
export function replanCourse(course: readonly Step[], scenario: Scenario, now: number): Step[] {
  const happened = course.filter((step) => step.at <= now);
  const [first] = course;
  if (first === undefined) return [];
  const reached = new Set(happened.map((step) => step.stage));
  const coming = planCourse(first.at, scenario).filter((step) => !reached.has(step.stage));
  return [...happened, ...coming.map(({ stage, at }) => ({ stage, at: Math.max(at, now) }))];
}
