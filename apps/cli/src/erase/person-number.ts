import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fromWhereTyped, textOf } from '../environment.js';
import { UsageFault } from '../usage-fault.js';

/**
 * The identity number of the person, from a file or standard input, never from the command line: lists of processes and shell
 * histories are not secret. At a terminal it is typed unseen.
 *
 * @throws {UsageFault} when there is none, or more than one line
 */
export async function personNumber(
  file: string | undefined,
  input: NodeJS.ReadStream = process.stdin,
): Promise<string> {
  const given = (await contentOf(file, input)).trim();
  if (given === '') throw new UsageFault('no identity number came in; give it on standard input or by --person-file');
  if (/\s/.test(given)) throw new UsageFault('one identity number is expected, on one line');
  return given;
}

async function contentOf(file: string | undefined, input: NodeJS.ReadStream): Promise<string> {
  if (file !== undefined) return textOf(fromWhereTyped(file));
  return input.isTTY ? typedUnseen(input) : text(input);
}

async function typedUnseen(input: NodeJS.ReadStream): Promise<string> {
  process.stderr.write('Identity number of the person (not shown): ');
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
