import { lifecycleEvents } from '@motcua/contracts';
import { bootstrap } from '@motcua/service-kit';
import { DossierCodeConfig } from './dossier-code.config.js';
import { DossierCodeModule } from './dossier-code.module.js';

await bootstrap({
  name: 'dossier-code',
  module: DossierCodeModule,
  config: DossierCodeConfig,
  eventTypes: Object.keys(lifecycleEvents),
  api: { title: 'Motcua: dossier codes', version: '1' },
});
