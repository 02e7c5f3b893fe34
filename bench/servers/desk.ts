// Intake, the code issuer and the desk in one process, as standalone runs them: HTTP in, events, code out, and the officers' lists.
import { lifecycleEvents } from '@motcua/contracts';
import { DeskConfig, DeskModule } from '@motcua/desk';
import { DossierCodeModule } from '@motcua/dossier-code';
import { IntakeConfig, IntakeModule } from '@motcua/intake';
import { configuredKit, DemoIssuer, loadConfig, startApp } from '@motcua/service-kit';
import { join } from 'node:path';
import { environmentOf, orderOf, serving } from './server-process.ts';

const order = orderOf(process.env);
const environment = environmentOf(order);
const config = loadConfig(IntakeConfig, environment);
const issuer = await DemoIssuer.open(join(order.folder, 'keys'));
const running = await startApp({
  kit: {
    ...configuredKit('bench', config),
    configs: [config, loadConfig(DeskConfig, environment)],
    auth: issuer.auth,
  },
  modules: [IntakeModule, DossierCodeModule, DeskModule],
  eventTypes: Object.keys(lifecycleEvents),
});
serving(running.url, () => running.close());
