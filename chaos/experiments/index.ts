import type { Experiment } from '../experiment.ts';
import { brokerKilled } from './broker-killed.ts';
import { brokerStopped } from './broker-stopped.ts';
import { diskFails } from './disk-fails.ts';
import { groupRebalanced } from './group-rebalanced.ts';
import { intakeKilled } from './intake-killed.ts';
import { issuerKilled } from './issuer-killed.ts';
import { issuerStopped } from './issuer-stopped.ts';
import { midnight } from './midnight.ts';
import { ministryFaults } from './ministry-faults.ts';
import { networkCut } from './network-cut.ts';
import { poison } from './poison.ts';
import { portalDown } from './portal-down.ts';
import { postgresKilled } from './postgres-killed.ts';
import { relayKilled } from './relay-killed.ts';
import { replayKilled } from './replay-killed.ts';
import { restored } from './restored.ts';

/** By the numbers of the table of fault experiments. */
export const experiments: readonly Experiment[] = [
  postgresKilled,
  intakeKilled,
  issuerKilled,
  issuerStopped,
  midnight,
  brokerKilled,
  brokerStopped,
  relayKilled,
  groupRebalanced,
  ministryFaults,
  portalDown,
  poison,
  networkCut,
  diskFails,
  replayKilled,
  restored,
];
