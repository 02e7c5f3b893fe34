export { startStandalone } from './standalone.js';
export type { RunningStandalone, SimulatedTime, StandaloneParts } from './standalone.js';
export { DemoClock } from './demo-clock.js';
export { parseOptions, usage } from './standalone.options.js';
export type { StandaloneOptions } from './standalone.options.js';
