import { asOwner, type ChaosDatabase } from './database.ts';
import type { Days } from './restored-town.ts';

/** By hand: keys that came back are taken away. */
export async function takeKeysAway({ ownerUrl }: ChaosDatabase, { early }: Days): Promise<void> {
  const owners = early.map((id) => `'${id}'`).join();
  await asOwner(ownerUrl, [`DELETE FROM keys.data_keys WHERE owner IN (${owners})`]);
}
