import { Actor } from '@motcua/service-kit';

/** In whose name the connector acts by itself. */
export const connectorActor = Actor.system('ministry-connector');
