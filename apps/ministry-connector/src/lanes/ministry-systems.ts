import { Catalogue } from '@motcua/domain';
import { Metrics, PersonalData } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { HandedDossiers } from '../dossier/handed-dossiers.js';
import { PollTimes } from '../poll/poll-times.js';
import { LaneTasks } from '../send/lane-tasks.js';
import { MinistrySystem } from '../send/ministry-system.js';
import { MinistryWire } from '../wire/ministry-wire.js';
import { professionalSystems } from '../wire/professional-systems.js';

/** All systems that lanes lead to. */
@Injectable()
export class MinistrySystems {
  readonly all: readonly MinistrySystem[];

  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    wire: MinistryWire,
    dossiers: HandedDossiers,
    personal: PersonalData,
    catalogue: Catalogue,
    tasks: LaneTasks,
    polls: PollTimes,
    metrics: Metrics,
  ) {
    const parts = { wire, dossiers, personal, catalogue, tasks, polls, metrics };
    this.all = professionalSystems.map(({ system, profile }) => new MinistrySystem(system, profile, parts));
  }
}
