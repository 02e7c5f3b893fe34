export { DossierCodeModule } from './dossier-code.module.js';
