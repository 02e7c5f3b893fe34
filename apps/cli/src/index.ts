export { CliConfig } from './cli.config.js';
export { run } from './program.js';
