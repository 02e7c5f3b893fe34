import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { KeyFileFault, type KeyRing, readKeyFile } from '@motcua/service-kit';
import type { Pool } from 'pg';

/** The key file is whole, lies where it should, is nobody else's to read, and opens the data. Changes nothing. */
export async function keyFaults(keyFile: string, dataFolder: string, pool: Pool): Promise<string[]> {
  const faults: string[] = [];
  if (resolve(keyFile).startsWith(resolve(dataFolder) + sep)) faults.push('the key file lies inside the data folder');
  try {
    const ring = await readKeyFile(keyFile);
    if (((await stat(keyFile)).mode & 0o077) !== 0) faults.push('others than its owner may read the key file');
    return [...faults, ...(await fitFaults(ring, pool))];
  } catch (error) {
    if (error instanceof KeyFileFault) return [...faults, error.message];
    throw error;
  }
}

async function fitFaults({ masters, currentId }: KeyRing, pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ master_id: string; keys: number }>(
    'SELECT master_id, count(*)::int AS keys FROM keys.data_keys WHERE wrapped IS NOT NULL GROUP BY 1',
  );
  const lost = rows.filter(({ master_id }) => !masters.has(master_id)).reduce((sum, { keys }) => sum + keys, 0);
  const current = await pool.query<{ current_id: string }>('SELECT current_id FROM keys.master');
  const isOther = current.rows.some(({ current_id }) => !masters.has(current_id));
  return [
    ...(lost > 0 ? [`the key file does not open ${lost} of the data keys: it is not the one of these data`] : []),
    ...(isOther ? ['the database names a master key that the key file does not hold'] : []),
    ...(masters.size > 1 && !isOther
      ? [
          `${masters.size} master keys in the key file, now ${currentId}: a destruction was interrupted; start a service`,
        ]
      : []),
  ];
}
