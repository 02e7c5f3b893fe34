import { readFile } from 'node:fs/promises';
import { type MarkVerdict, type PaperKeySet, verifyMark } from '@motcua/contracts/papers';
import { publishedPaperKeys } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';

export interface PaperOptions {
  readonly keys?: string;
  readonly json?: boolean;
}

/** Exit code 0 for a genuine paper, 1 for any other. */
export async function runVerifyPaper(
  text: string,
  keys: PaperKeySet,
  output: Output,
  { json }: PaperOptions,
): Promise<number> {
  const found = await verifyMark(text, keys);
  if (json === true) output.json(found);
  else tell(found, output);
  return found.verdict === 'valid' ? 0 : 1;
}

/** @throws {UsageFault} the file cannot be read or is no JWK set */
export async function keysIn(file: string): Promise<PaperKeySet> {
  try {
    const set = JSON.parse(await readFile(file, 'utf8')) as PaperKeySet;
    if (set.keys.every(({ kty, crv, kid, x }) => kty === 'OKP' && crv === 'Ed25519' && kid !== '' && x !== ''))
      return set;
  } catch {
    // told below: no file, no JSON, no keys
  }
  throw new UsageFault('the file of --keys is not a set of published paper keys');
}

export function keysOf({ database }: Installation): Promise<PaperKeySet> {
  return publishedPaperKeys(database);
}

const WORDS = {
  valid: 'genuine: signed with a key of these',
  forged: 'FORGED: the signature is not of that key, or a letter was changed',
  unknownKey: 'UNKNOWN KEY: none of these keys signed it',
  unreadable: 'UNREADABLE: this is no mark of a paper',
} as const;

function tell(found: MarkVerdict, output: Output): void {
  output.say(WORDS[found.verdict]);
  if (found.verdict === 'unreadable') return;
  const { form, dossierCode, issuedAt, unitCode, digest } = found.mark;
  output.say(`form ${form} of dossier ${dossierCode}, issued ${issuedAt} by ${unitCode}`);
  output.say(`digest of the printed fields ${digest}, key ${found.keyId}`);
}
