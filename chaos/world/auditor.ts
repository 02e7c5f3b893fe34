import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sources } from '../audit/evidence.ts';
import type { Invariant } from '../audit/rules.ts';
import type { Verdict } from '../audit/verdict.ts';

const AUDITOR = join(import.meta.dirname, '../audit/main.ts');

/** The auditor reads the journal and the stores; it has no other word from us than the names of the invariants. */
export async function audit(
  folder: string,
  order: Sources & { readonly invariants: readonly Invariant[] },
): Promise<Verdict> {
  const file = join(folder, 'order.json');
  writeFileSync(file, JSON.stringify(order, undefined, 2));
  const auditor = spawn(process.execPath, ['--no-warnings', AUDITOR, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  auditor.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const [code] = (await once(auditor, 'close')) as [number | null];
  if (said === '') throw new Error(`the auditor said nothing and ended with ${code}`);
  return JSON.parse(said) as Verdict;
}
