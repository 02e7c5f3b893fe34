import { type Call, type CallContext } from '../engine/mount.js';
import { type Collection, type Store } from '../engine/store.js';
import { planCourse, replanCourse, stepAt, type Stage, type Step } from './course.js';
import { type Scenario, type ScenarioBook, type ScenarioParams } from './scenario.js';

/** A dossier at an outside system: what the control plane and the status queries need, nothing personal. */
export interface SimDossier {
  key: string;
  /** number of this record in its system, 1.. */
  number: number;
  /** how many times the system took it in; more than one only where duplicates are not recognised */
  committed: number;
  acceptedAt: number;
  course: Step[];
  params: ScenarioParams;
  /** steps acknowledged so far and steps shown in the last list, as indexes into the course */
  acknowledged: number;
  listed: number;
  /** how often it must still be listed in spite of its acknowledgement */
  reappear: number;
  /** fields of that system which are not personal, e.g. module and unit */
  facts: Readonly<Record<string, string | number>>;
}

/** The books of one outside system that takes dossiers in and works on them by itself. */
export class DossierBook {
  private readonly dossiers: Collection<SimDossier>;

  constructor(
    readonly mount: string,
    store: Store,
    private readonly scenarios: ScenarioBook,
    private readonly now: () => number,
  ) {
    this.dossiers = store.collection(mount);
  }

  /** Takes a dossier in. Answers null when it is here already and the system notices. */
  accept(call: Pick<Call, 'keys' | 'fields'>, facts: SimDossier['facts']): SimDossier | null {
    const key = call.keys[0] ?? '';
    const scenario = this.scenarios.for(this.mount, call.keys, call.fields);
    const known = this.dossiers.get(key);
    if (known !== undefined && scenario.params.recognisesDuplicates) return null;
    const taken = known === undefined ? this.fresh(key, scenario, facts) : { ...known, committed: known.committed + 1 };
    this.dossiers.put(key, taken);
    return taken;
  }

  get(key: string): SimDossier | undefined {
    return this.dossiers.get(key);
  }

  all(): SimDossier[] {
    return this.dossiers.entries().map(([, dossier]) => dossier);
  }

  change(dossier: SimDossier, change: Partial<SimDossier>): void {
    this.dossiers.put(dossier.key, { ...dossier, ...change });
  }

  clockNow(): number {
    return this.now();
  }

  params(call: Pick<Call, 'keys' | 'fields'>): ScenarioParams {
    return this.scenarios.for(this.mount, call.keys, call.fields).params;
  }

  /** The step a caller may see at `now`, after the visibility lag; -1 = the dossier cannot be found yet. */
  visibleStep(dossier: SimDossier, now: number): number {
    return stepAt(dossier.course, now - dossier.params.visibilityLagSeconds * 1000);
  }

  stageAt(dossier: SimDossier, step: number): Stage {
    return dossier.course[step]?.stage ?? 'received';
  }

  /** Gives dossiers already here the scenario that now applies to their key; answers how many changed. */
  replan(): number {
    const now = this.now();
    return this.all().filter((dossier) => this.replanOne(dossier, now)).length;
  }

  stepsBetween(from: number, to: number): number {
    return this.all().flatMap(({ course }) => course.filter(({ at }) => at > from && at <= to)).length;
  }

  private replanOne(dossier: SimDossier, now: number): boolean {
    const scenario = this.scenarios.for(this.mount, [dossier.key], dossier.facts);
    const course = replanCourse(dossier.course, scenario, now);
    const [before, after] = [dossier, { ...dossier, course, params: scenario.params }].map((one) =>
      JSON.stringify(one),
    );
    if (before === after) return false;
    this.change(dossier, { course, params: scenario.params });
    return true;
  }

  private fresh(key: string, scenario: Scenario, facts: SimDossier['facts']): SimDossier {
    const now = this.now();
    return {
      key,
      number: this.dossiers.size + 1,
      committed: 1,
      acceptedAt: now,
      course: planCourse(now, scenario),
      params: scenario.params,
      acknowledged: -1,
      listed: -1,
      reappear: scenario.params.reappearAfterAck,
      facts,
    };
  }
}

/** The step an answer tells: `ahead` tells the end before it has come, `regress` falls one step back after it was told. */
export function toldStep({ course }: SimDossier, step: number, { quirks }: CallContext): number {
  if (quirks.has('ahead')) return course.length - 1;
  return quirks.has('regress') ? Math.max(0, step - 1) : step;
}
