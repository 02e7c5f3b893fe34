import type { Experiment } from '../experiment.ts';
import { diskFails } from './disk-fails.ts';
import { intakeKilled } from './intake-killed.ts';
import { issuerKilled } from './issuer-killed.ts';
import { issuerStopped } from './issuer-stopped.ts';
import { midnight } from './midnight.ts';
import { ministryFaults } from './ministry-faults.ts';
import { networkCut } from './network-cut.ts';
import { poison } from './poison.ts';
import { portalDown } from './portal-down.ts';
import { postgresKilled } from './postgres-killed.ts';

/** By the numbers of the table of fault experiments. */
export const experiments: readonly Experiment[] = [
  postgresKilled,
  intakeKilled,
  issuerKilled,
  issuerStopped,
  midnight,
  ministryFaults,
  portalDown,
  poison,
  networkCut,
  diskFails,
];
