import { type ChainReport, verifyChain } from '@motcua/event-store/postgres';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { type StoreContents, contentsOf } from '../store/store-contents.js';
import { type BlobsReport, verifyBlobs } from './verify-blobs.js';
import { type CodesReport, verifyCodes } from './verify-codes.js';

export interface VerifyOptions {
  readonly blobs?: boolean;
  readonly json?: boolean;
}

/** Proves that the log is what was written, and that codes (and files, if asked) are whole. Exit code 1 on any fault. */
export async function runVerify(installation: Installation, output: Output, options: VerifyOptions): Promise<number> {
  const { store, config } = installation;
  const log: LogReport =
    config.store === 'postgres'
      ? chained(await verifyChain(config.postgresUrl, (verified) => output.note(`${verified} events hold`)))
      : await contentsOf(store);
  const codes = await verifyCodes(store);
  const blobs = options.blobs === true ? await verifyBlobs(store, await installation.blobs()) : undefined;
  const faults = [...log.faults, ...codes.faults, ...(blobs?.faults ?? [])];
  const report = {
    sound: faults.length === 0,
    ...logOf(log),
    codes,
    ...(blobs === undefined ? {} : { blobs }),
    faults,
  };
  if (options.json === true) output.json(report);
  else tell(report, output);
  return report.sound ? 0 : 1;
}

interface VerifyReport {
  readonly sound: boolean;
  /** Of a log in PostgreSQL. */
  readonly chain?: ChainReport;
  /** Of a log in KurrentDB, which has no chain: to compare with what was noted before. */
  readonly contents?: StoreContents;
  readonly codes: CodesReport;
  readonly blobs?: BlobsReport;
  readonly faults: readonly string[];
}

function tell({ sound, chain, contents, codes, blobs, faults }: VerifyReport, output: Output): void {
  if (chain) output.say(`chain: ${chain.verified} events hold, root ${chain.root}`);
  if (contents) output.say(`log: ${contents.events} events in ${contents.streams} streams, digest ${contents.digest}`);
  output.say(`codes: ${codes.codes} in ${codes.series} series`);
  if (blobs !== undefined) output.say(`files: ${blobs.blobs}, ${blobs.erased} of them erased`);
  for (const fault of faults) output.say(`FAULT ${fault}`);
  output.say(sound ? 'sound' : `${faults.length} fault(s)`);
}

type LogReport = { readonly faults: readonly string[] } & Pick<VerifyReport, 'chain' | 'contents'>;

function logOf({ chain, contents }: LogReport): Pick<VerifyReport, 'chain' | 'contents'> {
  return { ...(chain && { chain }), ...(contents && { contents }) };
}

function chained(chain: ChainReport): LogReport {
  const { broken } = chain;
  if (broken === undefined) return { chain, faults: [] };
  return {
    chain,
    faults: [`the event at position ${broken.position} is ${broken.reason}; everything behind it is unproven`],
  };
}
