import { parseArgs } from 'node:util';
import { startKurrentDbStandin } from './kurrentdb-standin.js';

const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
const { MOTCUA_STANDIN_PORT, MOTCUA_STANDIN_DATA } = process.env;
const data = values.data ?? MOTCUA_STANDIN_DATA;

const standin = await startKurrentDbStandin({
  port: Number(values.port ?? MOTCUA_STANDIN_PORT ?? 2113),
  ...(data === undefined ? {} : { data }),
});
process.stdout.write(`kurrentdb-standin (not KurrentDB) listens at ${standin.url}\n`);
process.send?.({ url: standin.url });
const stop = () => void standin.stop().then(() => process.exit(0));
process.on('SIGTERM', stop).on('SIGINT', stop);
