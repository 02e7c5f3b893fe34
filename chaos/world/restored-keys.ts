import { Database, PostgresKeyVault } from '@motcua/service-kit';
import { asOwner, type ChaosDatabase } from './database.ts';
import type { Days } from './restored-town.ts';

/** By hand: keys that came back are taken away, dossiers without theirs get another, and their facts lose what was sealed. */
export async function makeUnreadable(
  { ownerUrl, appUrl }: ChaosDatabase,
  { monday, early, late }: Days,
): Promise<void> {
  const list = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join();
  await asOwner(ownerUrl, [
    `DELETE FROM keys.data_keys WHERE owner IN (${list(early)})`,
    'ALTER TABLE store.events DISABLE TRIGGER USER',
    `UPDATE store.events SET data = (data::jsonb - 'sealed')::json WHERE data ->> 'dossierId' IN (${list(late)})`,
    'ALTER TABLE store.events ENABLE TRIGGER USER',
  ]);
  const database = new Database({ url: appUrl, applicationName: 'locksmith' });
  try {
    const vault = await PostgresKeyVault.open(database.pool, monday.keyFile);
    for (const dossierId of late) await vault.keyOf(dossierId);
  } finally {
    await database.close();
  }
}
