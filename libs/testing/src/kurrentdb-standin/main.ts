import { parseArgs } from 'node:util';
import { startKurrentDbStandin } from './kurrentdb-standin.js';

const { values } = parseArgs({ options: { port: { type: 'string', default: '2113' }, data: { type: 'string' } } });

const standin = await startKurrentDbStandin({
  port: Number(values.port),
  ...(values.data === undefined ? {} : { data: values.data }),
});
process.stdout.write(`kurrentdb-standin (not KurrentDB) listens at ${standin.url}\n`);
process.send?.({ url: standin.url });
const stop = () => void standin.stop().then(() => process.exit(0));
process.on('SIGTERM', stop).on('SIGINT', stop);
