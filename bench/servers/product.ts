// Intake and the code issuer in one process, as standalone runs them: HTTP in, events, code out.
import { lifecycleEvents } from '@motcua/contracts';
import { DossierCodeModule } from '@motcua/dossier-code';
import { IntakeConfig, IntakeModule } from '@motcua/intake';
import { configuredKit, DemoIssuer, loadConfig, startApp } from '@motcua/service-kit';
import { join } from 'node:path';
import { orderOf, serving } from './server-process.ts';

const { databaseUrl, folder } = orderOf(process.env);
const config = loadConfig(IntakeConfig, {
  MOTCUA_POSTGRES_URL: databaseUrl,
  MOTCUA_DATA: join(folder, 'data'),
  MOTCUA_KEYS: join(folder, 'keys', 'motcua.keys'),
  MOTCUA_CATALOGUES: join(import.meta.dirname, '../../catalogues/2020'),
  MOTCUA_AUTH_ISSUER: 'http://127.0.0.1:1/',
  MOTCUA_AUTH_JWKS_URL: 'http://127.0.0.1:1/keys',
  MOTCUA_LOG_LEVEL: 'warn',
});
const issuer = await DemoIssuer.open(join(folder, 'keys'));
const running = await startApp({
  kit: { ...configuredKit('bench', config), auth: issuer.auth },
  modules: [IntakeModule, DossierCodeModule],
  eventTypes: Object.keys(lifecycleEvents),
});
serving(running.url, () => running.close());
