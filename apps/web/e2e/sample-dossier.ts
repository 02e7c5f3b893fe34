import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from './product.ts';

const stories = join(import.meta.dirname, '../../../samples/stories/2.000488.json');

interface Story {
  readonly procedure: string;
  readonly procedureCase: string;
  readonly unit: string;
  readonly returnMethod: string;
  readonly applicant: object;
  readonly submitter: object;
  readonly declaration: object;
}

/** The first sample dossier for a criminal record certificate, submitted at H99.14 by a citizen. @throws with the answer when it is not taken */
export async function submitSample(
  product: Product,
  personalId: string,
): Promise<{ readonly dossierId: string; readonly dossierCode: string }> {
  const [story] = JSON.parse(readFileSync(stories, 'utf8')) as Story[];
  const { procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration } = story!;
  const response = await fetch(`${product.url}/api/intake/v1/dossiers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await product.token({ role: 'citizen', personalId })}`,
      'content-type': 'application/json',
      'idempotency-key': 'sample-dossier',
    },
    body: JSON.stringify({
      procedureCode: procedure,
      procedureCase,
      receivingUnit: unit,
      returnMethod,
      applicant,
      submitter,
      declaration,
      components: [],
    }),
  });
  if (!response.ok) throw new Error(`the dossier was not taken: ${await response.text()}`);
  return (await response.json()) as { dossierId: string; dossierCode: string };
}
