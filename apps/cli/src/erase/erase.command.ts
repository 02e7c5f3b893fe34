import { PostgresAccessLog } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import { type Output, table } from '../output.js';
import { UsageFault } from '../usage-fault.js';
import { allBuilds } from '../views/views.command.js';
import { isClean } from './certificate.js';
import { Erasure } from './erasure.js';
import { type ErasurePlan, isOpen, planErasure } from './erasure-plan.js';
import { personNumber } from './person-number.js';

export interface EraseOptions {
  readonly by: string;
  readonly reasonCode: string;
  readonly personFile?: string;
  readonly account?: string;
  readonly shred?: boolean;
  readonly yes?: boolean;
  readonly patience: string;
}

/** No room for a name: subject ids and codes only. */
const SUBJECT = /^[\w.:@-]{1,80}$/;
const CODE = /^[a-z0-9][a-z0-9.-]{0,59}$/;

/**
 * Erases a person: dry run unless `--yes`. Exit code 0 done, 1 the self-check failed, 2 done but read models are behind.
 *
 * @throws {UsageFault}
 */
export async function runErase(installation: Installation, output: Output, options: EraseOptions): Promise<number> {
  const patienceMs = checked(options);
  const sealer = await installation.sealer();
  const index = sealer.blindIndex('person', await personNumber(options.personFile));
  const { catalogue } = await installation.catalogue();
  const { store, database, clock } = installation;
  const forcedShred = options.shred === true;
  const plan = await planErasure(store, catalogue, index, forcedShred);
  tellPlan(plan, output);
  if (options.yes !== true) {
    output.say('dry run: nothing was changed; repeat with --yes to do it');
    return 0;
  }
  const blobs = await installation.blobs();
  const accessLog = new PostgresAccessLog(database, clock);
  const parts = { store, sealer, blobs, database, catalogue, clock, accessLog, builds: () => allBuilds(installation) };
  const { by, reasonCode, account } = options;
  const order = { by, reasonCode, forcedShred, account, patienceMs };
  const certificate = await new Erasure(parts, order, (step) => output.note(`erase: ${step}`)).run(plan);
  output.json(certificate);
  const { behind } = certificate.readModels;
  if (behind.length > 0) output.note(`behind, because no service keeps them now: ${behind.join(', ')}`);
  if (!isClean(certificate.selfCheck)) return 1;
  return behind.length > 0 ? 2 : 0;
}

function checked({ by, reasonCode, account, patience }: EraseOptions): number {
  if (!SUBJECT.test(by)) throw new UsageFault('--by takes the subject id of an account, not a name');
  if (account !== undefined && !SUBJECT.test(account))
    throw new UsageFault('--account takes the subject id of an account');
  if (!CODE.test(reasonCode))
    throw new UsageFault('--reason-code takes a code of small letters, digits, dots and hyphens');
  if (!/^\d{1,4}$/.test(patience)) throw new UsageFault('--patience takes seconds');
  return Number(patience) * 1000;
}

function tellPlan({ dossiers, others }: ErasurePlan, output: Output): void {
  const rows = dossiers.map(({ dossierId, status, procedureVersionId, policy, erased }) => [
    dossierId,
    status,
    procedureVersionId ?? '-',
    policy,
    erased ?? '-',
  ]);
  const lines = table(['dossier', 'state', 'procedure', 'to do', 'done before'], rows);
  for (const line of lines) output.note(line);
  for (const { stream } of others) output.note(`${stream}: shred`);
  output.note(`${dossiers.length} dossier(s), ${others.length} other record(s)`);
  const kept = dossiers.filter(
    ({ policy, policyOfProcedure }) => policy === 'shred' && policyOfProcedure === 'restrict',
  );
  if (kept.length > 0) {
    output.note(
      `WARNING: by the law's retention ${kept.length} of them are to be kept and only restricted (Law 91/2025/QH15;`,
    );
    output.note('the retention of each procedure). Shredding cannot be undone. You answer for its legal ground.');
  }
  const open = dossiers.filter((target) => target.policy === 'shred' && isOpen(target));
  if (open.length > 0)
    output.note(`WARNING: ${open.length} of them are still open; once shredded nobody can finish them.`);
}
