import type { EventStore } from '@motcua/event-store';
import { KurrentEventStore } from '@motcua/event-store/kurrentdb';
import { PostgresEventStore } from '@motcua/event-store/postgres';

import type { InstallationConfig } from './config/installation-config.js';
import { ConfigInvalid } from './config/load-config.js';

/**
 * One of the stores that an installation may keep its events in; `config.store` names the one its apps use.
 *
 * @throws {ConfigInvalid} when its address is missing
 */
export function openStore(
  kind: InstallationConfig['store'],
  { postgresUrl, kurrentdbUrl }: Pick<InstallationConfig, 'postgresUrl' | 'kurrentdbUrl'>,
): EventStore {
  switch (kind) {
    case 'postgres':
      return new PostgresEventStore({ url: postgresUrl });
    case 'kurrentdb':
      if (kurrentdbUrl === undefined)
        throw new ConfigInvalid([{ name: 'MOTCUA_KURRENTDB_URL', problem: 'is missing' }]);
      return new KurrentEventStore({ url: kurrentdbUrl });
  }
}
