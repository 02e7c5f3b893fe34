import type { KitConfig } from '@motcua/service-kit';
import type { Type } from '@nestjs/common';
import type { ModuleName } from './app-order.ts';

export interface AppModule {
  readonly module: Type;
  readonly config: new () => KitConfig;
}

const LOADERS: Readonly<Record<ModuleName, () => Promise<AppModule>>> = {
  intake: async () => {
    const { IntakeModule: module, IntakeConfig: config } = await import('@motcua/intake');
    return { module, config };
  },
  'dossier-code': async () => {
    const { DossierCodeModule: module, DossierCodeConfig: config } = await import('@motcua/dossier-code');
    return { module, config };
  },
  'ministry-connector': async () => {
    const { MinistryConnectorModule: module, MinistryConnectorConfig: config } =
      await import('@motcua/ministry-connector');
    return { module, config };
  },
  'portal-sync': async () => {
    const { PortalSyncModule: module, PortalSyncConfig: config } = await import('@motcua/portal-sync');
    return { module, config };
  },
  desk: async () => {
    const { DeskModule: module, DeskConfig: config } = await import('@motcua/desk');
    return { module, config };
  },
};

/** Only what a process needs is loaded, as in an installation with one process per app. */
export function moduleOf(name: ModuleName): Promise<AppModule> {
  return LOADERS[name]();
}
