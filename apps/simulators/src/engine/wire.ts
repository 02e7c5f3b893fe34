import { type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Payload } from '../faults/body-variants.js';

export interface WireAnswer extends Payload {
  status: number;
  headers: Readonly<Record<string, string>>;
}

/** Breaks the connection the way a dead host or a proxy does: a TCP reset, no end of the message. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Holds the caller for the given time and then hangs up. Ends early when the caller does. */
export async function hold(response: ServerResponse, ms: number): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await sleep(ms, undefined, { signal: gone.signal, ref: false }).catch(() => undefined);
  reset(response);
}

/** Sends an answer whole, over `dripMs` when that is not 0. Resolves when the last byte was handed over or the caller left. */
export async function send(response: ServerResponse, answer: WireAnswer, dripMs: number): Promise<void> {
  writeHead(response, answer);
  if (dripMs > 0) await drip(response, answer.bytes, dripMs);
  if (response.destroyed) return;
  await new Promise<void>((done) => {
    response.once('close', done);
    response.end(dripMs > 0 ? undefined : answer.bytes, done);
  });
}

/** Sends the head and, with `part` above 0, that share of the body; then breaks the connection. */
export async function sendPart(response: ServerResponse, answer: WireAnswer, part: number): Promise<void> {
  writeHead(response, answer);
  const cut = answer.bytes.subarray(0, Math.floor(answer.bytes.length * part));
  response.flushHeaders();
  if (cut.length > 0) await new Promise<void>((done) => void response.write(cut, () => done()));
  // Without this breath the reset overtakes the bytes just written and the caller never sees a header.
  await sleep(20);
  reset(response);
}

function writeHead(response: ServerResponse, { status, headers, contentType, bytes }: WireAnswer): void {
  response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': bytes.length });
}

async function drip(response: ServerResponse, bytes: Buffer, dripMs: number): Promise<void> {
  const pieces = Math.min(10, Math.max(1, bytes.length));
  const size = Math.ceil(bytes.length / pieces);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    await sleep(dripMs / pieces);
  }
}
