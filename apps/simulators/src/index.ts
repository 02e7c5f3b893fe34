export { startSimulators, type RunningSimulators, type StartOptions } from './start-simulators.js';
export { SimulatorControl, type Emission, type EmissionKind, type ScenarioOrder } from './control/simulator-control.js';
export { type Health } from './control/control.controller.js';
export { type Summary, type SummaryRow } from './control/summary.js';
export { type Fault, type FaultOrder } from './faults/fault.js';
export { type AssertionFailure, type Expectation, type ExpectationName } from './journal/assertions.js';
export { type JournalEntry, type JournalQuery } from './journal/journal.js';
export { type ScenarioName, type ScenarioParams } from './scenario/scenario.js';
