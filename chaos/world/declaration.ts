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

const FOLDER = join(import.meta.dirname, '../../samples/stories');

/** Procedures that ask for no scans: confirmation of marital status, at any commune, and criminal record, at H99.14. */
const STORIES = { civil: ['1.004873', 'hon-nhan-01'], lltp: ['2.000488', 'lltp-01'] } as const;

export type Procedure = keyof typeof STORIES;

function story(procedure: Procedure): Story {
  const [code, id] = STORIES[procedure];
  const told = JSON.parse(readFileSync(join(FOLDER, `${code}.json`), 'utf8')) as Story[];
  return told.find((one) => one.id === id)!;
}

const stories: Readonly<Record<Procedure, Story>> = { civil: story('civil'), lltp: story('lltp') };

/** The body of a submission to `POST /api/intake/v1/dossiers`. */
export function declarationFor(unit: string, procedure: Procedure): object {
  const { procedure: procedureCode, procedureCase, returnMethod, applicant, declaration } = stories[procedure];
  return { procedureCode, procedureCase, receivingUnit: unit, returnMethod, applicant, declaration, components: [] };
}
