import { CatalogueFault, InvalidProfile, loadCatalogue, loadProfiles, sharedMigrations } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import { appMigrations } from '../migrate/app-migrations.js';
import type { Output } from '../output.js';
import { erasureFaults } from './check-erasures.js';
import { keyFaults } from './check-keys.js';

export interface Checked {
  readonly part: 'catalogue' | 'profiles' | 'migrations' | 'keys' | 'erasures';
  readonly faults: readonly string[];
}

/** Whether catalogue, profiles, migrations and key file fit together, and erased dossiers stayed erased; all faults at once, exit code 1 with any. */
export async function runCheck(installation: Installation, output: Output, json: boolean): Promise<number> {
  const checks: Checked[] = [
    { part: 'catalogue', faults: await catalogueFaults(installation) },
    { part: 'profiles', faults: await profileFaults(installation) },
    { part: 'migrations', faults: await unreachable(() => migrationFaults(installation, output)) },
    { part: 'keys', faults: await unreachable(() => faultsOfKeys(installation)) },
    {
      part: 'erasures',
      faults: await unreachable(() => erasureFaults(installation.store, installation.database.pool)),
    },
  ];
  if (json) output.json({ sound: checks.every(({ faults }) => faults.length === 0), checks });
  else for (const check of checks) tell(check, output);
  return checks.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

function tell({ part, faults }: Checked, output: Output): void {
  output.say(`${part}: ${faults.length === 0 ? 'sound' : `${faults.length} fault(s)`}`);
  for (const fault of faults) output.say(`  ${fault}`);
}

async function catalogueFaults({ config }: Installation): Promise<string[]> {
  try {
    await loadCatalogue(config.catalogueFolder);
    return [];
  } catch (error) {
    if (!(error instanceof CatalogueFault)) return [(error as Error).message];
    return error.faults.map(({ file, pointer, reason }) => `${file}#${pointer}: ${reason}`);
  }
}

async function profileFaults({ config }: Installation): Promise<string[]> {
  try {
    await loadProfiles(config.profileFolder);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidProfile)) return [(error as Error).message];
    return error.faults.map(({ file, pointer, reason }) => `${file}#${pointer}: ${reason}`);
  }
}

async function migrationFaults({ database }: Installation, output: Output): Promise<string[]> {
  const { migrations, absent } = await appMigrations();
  for (const app of absent) output.note(`${app} is not part of this installation`);
  const missing = await database.missing([...sharedMigrations, ...migrations]);
  return missing.map((id) => `${id} is not applied; run motcua migrate`);
}

async function faultsOfKeys({ config, database }: Installation): Promise<string[]> {
  return keyFaults(config.keyFile, config.dataFolder, database.pool);
}

/** A database that does not answer, or is empty, is one of the faults, not the end of the check. */
async function unreachable(check: () => Promise<string[]>): Promise<string[]> {
  try {
    return await check();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return [`the database does not answer as it should (${code ?? message})`];
  }
}
