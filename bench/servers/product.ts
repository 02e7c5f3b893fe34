// Intake and the code issuer in one process, as standalone runs them: HTTP in, events, code out.
import { lifecycleEvents } from '@motcua/contracts';
import { DossierCodeModule } from '@motcua/dossier-code';
import { IntakeConfig, IntakeModule } from '@motcua/intake';
import { configuredKit, DemoIssuer, loadConfig, startApp } from '@motcua/service-kit';
import { join } from 'node:path';
import { environmentOf, orderOf, serving } from './server-process.ts';

const order = orderOf(process.env);
const config = loadConfig(IntakeConfig, environmentOf(order));
const issuer = await DemoIssuer.open(join(order.folder, 'keys'));
const running = await startApp({
  kit: { ...configuredKit('bench', config), auth: issuer.auth },
  modules: [IntakeModule, DossierCodeModule],
  eventTypes: Object.keys(lifecycleEvents),
});
serving(running.url, () => running.close());
