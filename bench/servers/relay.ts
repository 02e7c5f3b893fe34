// The relay in a process of its own, as in an installation: event store in, topics out.
import { RelayConfig, RelayModule } from '@motcua/relay';
import { configuredKit, loadConfig, startApp } from '@motcua/service-kit';
import { environmentOf, orderOf, serving } from './server-process.ts';

const order = orderOf(process.env);
const config = loadConfig(RelayConfig, { ...environmentOf(order), MOTCUA_RELAY_UNIT: 'H99' });
const running = await startApp({ kit: configuredKit('bench-relay', config), modules: [RelayModule] });
serving(running.url, () => running.close());
