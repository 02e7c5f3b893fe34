import { Actor } from '@motcua/service-kit';

/** In whose name the portal sync acts by itself. */
export const syncActor = Actor.system('portal-sync');
