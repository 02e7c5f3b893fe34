import { type ChainReport, verifyChain } from '@motcua/event-store/postgres';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { type BlobsReport, verifyBlobs } from './verify-blobs.js';
import { type CodesReport, verifyCodes } from './verify-codes.js';

export interface VerifyOptions {
  readonly blobs?: boolean;
  readonly json?: boolean;
}

/** Proves that the log is what was written, and that codes (and files, if asked) are whole. Exit code 1 on any fault. */
export async function runVerify(installation: Installation, output: Output, options: VerifyOptions): Promise<number> {
  const { store, config } = installation;
  const chain = await verifyChain(config.postgresUrl, (verified) => output.note(`${verified} events hold`));
  const codes = await verifyCodes(store);
  const blobs = options.blobs === true ? await verifyBlobs(store, await installation.blobs()) : undefined;
  const faults = [...chainFaults(chain.broken), ...codes.faults, ...(blobs?.faults ?? [])];
  const report = { sound: faults.length === 0, chain, codes, ...(blobs === undefined ? {} : { blobs }), faults };
  if (options.json === true) output.json(report);
  else tell(report, output);
  return report.sound ? 0 : 1;
}

interface VerifyReport {
  readonly sound: boolean;
  readonly chain: ChainReport;
  readonly codes: CodesReport;
  readonly blobs?: BlobsReport;
  readonly faults: readonly string[];
}

function tell({ sound, chain, codes, blobs, faults }: VerifyReport, output: Output): void {
  output.say(`chain: ${chain.verified} events hold, root ${chain.root}`);
  output.say(`codes: ${codes.codes} in ${codes.series} series`);
  if (blobs !== undefined) output.say(`files: ${blobs.blobs}, ${blobs.erased} of them erased`);
  for (const fault of faults) output.say(`FAULT ${fault}`);
  output.say(sound ? 'sound' : `${faults.length} fault(s)`);
}

function chainFaults(broken: ChainReport['broken']) {
  if (broken === undefined) return [];
  return [`the event at position ${broken.position} is ${broken.reason}; everything behind it is unproven`];
}
