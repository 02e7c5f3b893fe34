import { PaperKeys } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';

/** Services use the new key with the next paper they print; they need not be started anew. */
export async function runRotateKeys(installation: Installation, output: Output): Promise<number> {
  const keys = new PaperKeys(installation.database, await installation.sealer(), installation.clock);
  output.say(`key ${await keys.rotate()} signs papers from now on; publish the keys anew where they were copied`);
  return 0;
}
