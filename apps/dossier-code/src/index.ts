export { DossierCodeConfig } from './dossier-code.config.js';
export { DossierCodeModule } from './dossier-code.module.js';
