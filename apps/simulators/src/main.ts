import { readConfig } from './simulators.config.js';
import { startSimulators } from './start-simulators.js';

try {
  const { url, port } = await startSimulators(readConfig(process.env));
  process.stdout.write(`${JSON.stringify({ event: 'ready', app: 'simulators', url, port, pid: process.pid })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
// Everything accepted is on disk already, and outside systems do not say goodbye.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
