import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Story {
  readonly id: string;
  readonly procedure: string;
  readonly procedureCase: string;
  readonly returnMethod: string;
  readonly applicant: object;
  readonly declaration: object;
}

/** Confirmation of marital status: a procedure that asks for no scans, at any commune of H99. */
const STORY = 'hon-nhan-01';
const FILE = join(import.meta.dirname, '../../samples/stories/1.004873.json');

const story = (JSON.parse(readFileSync(FILE, 'utf8')) as Story[]).find(({ id }) => id === STORY)!;

/** The body of a submission to `POST /api/intake/v1/dossiers`. */
export function declarationFor(unit: string): object {
  const { procedure: procedureCode, procedureCase, returnMethod, applicant, declaration } = story;
  return { procedureCode, procedureCase, receivingUnit: unit, returnMethod, applicant, declaration, components: [] };
}
