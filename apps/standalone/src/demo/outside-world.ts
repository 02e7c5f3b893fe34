import type { SimulatorsControl } from '../simulators-control.js';
import type { Story, StoryOutside } from './story.js';

/** Under which name the stand-ins know an outside system. */
export const MOUNTS: Readonly<Record<string, string>> = {
  'lltp.g1': 'lltp1',
  'civil.g1': 'civil1',
  'portal.dvcqg': 'dvcqg',
  'social.card': 'leg.social.card',
  residence: 'leg.residence',
};

/** Sets the stand-ins up for the stories: accounts, courses, faults. */
export class OutsideWorld {
  constructor(private readonly simulators: SimulatorsControl) {}

  async accounts(stories: readonly Story[]): Promise<void> {
    for (const { techId, submitter } of stories) {
      const { personalId } = submitter;
      if (techId !== null && personalId !== null) await this.simulators.account(personalId, techId);
    }
  }

  /** Before anything of the dossier can reach them. @param isResumed a fault that strikes everybody is not set twice */
  async prepare({ outside }: Story, dossierCode: string, isResumed: boolean): Promise<void> {
    for (const order of outside) {
      if (order.scenario !== undefined) await this.simulators.scenario(scenarioOf(order, dossierCode));
      if (order.fault !== undefined && !(isResumed && order.fault.type === 'down'))
        await this.simulators.fault(faultOf(order, dossierCode));
    }
  }
}

function scenarioOf({ system, scenario, params }: StoryOutside, key: string): object {
  return { mount: mountOf(system), match: { key }, scenario, ...(params === undefined ? {} : { params }) };
}

/** A system that is down is down for everybody. */
function faultOf({ system, operation, fault, times }: StoryOutside, key: string): object {
  return {
    mount: mountOf(system),
    fault,
    ...(operation === undefined ? {} : { operation }),
    ...(fault?.type === 'down' ? {} : { match: { key } }),
    ...(typeof times === 'number' ? { times } : {}),
  };
}

function mountOf(system: string): string {
  const mount = MOUNTS[system];
  if (mount === undefined) throw new Error(`no stand-in plays ${system}`);
  return mount;
}
