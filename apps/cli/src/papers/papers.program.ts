import type { Command } from 'commander';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { runRotateKeys } from './rotate-keys.command.js';
import { type PaperOptions, keysIn, keysOf, runVerifyPaper } from './verify-paper.command.js';

type Within = (work: (installation: Installation) => Promise<number>) => Promise<void>;

/** `verify paper`. With the published keys in a file it needs neither installation nor network. */
export function addPaperCheck(verify: Command, within: Within, end: (code: number) => void, output: Output): void {
  verify
    .command('paper <text>')
    .description('the QR code of a printed paper, as the address or the mark behind #, was signed here')
    .option('--keys <file>', 'the published keys (GET /api/desk/v1/paper-keys); else those of the installation')
    .option('--json')
    .action(async (text: string, _own: PaperOptions, command: Command) => {
      const options = command.optsWithGlobals<PaperOptions>(); // `verify` itself has a --json, and takes it first
      if (options.keys === undefined)
        return within(async (one) => runVerifyPaper(text, await keysOf(one), output, options));
      return end(await runVerifyPaper(text, await keysIn(options.keys), output, options));
    });
}

export function addPaperKey(keys: Command, within: Within, output: Output): void {
  keys
    .command('rotate')
    .description('a new key signs papers from now on; what older ones signed stays genuine')
    .action(() => within((installation) => runRotateKeys(installation, output)));
}
