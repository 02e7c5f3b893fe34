import { KitConfig } from '@motcua/service-kit';

/** The code issuer needs what every app needs. */
export class DossierCodeConfig extends KitConfig {}
