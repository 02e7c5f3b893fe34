import { Agent, errors, request } from 'undici';

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
}

export type WireExchange =
  | {
      readonly kind: 'answer';
      readonly http: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array;
    }
  /** `notSent` is certain; the other two may have reached the system. */
  | {
      readonly kind: 'failure';
      readonly signal: 'notSent' | 'timeoutAfterSend' | 'connectionLost';
      readonly detail: string;
    };

const connectTimeoutMs = 5_000;
const maxAnswerBytes = 32 * 1024 * 1024;

/** Errors that come before the first byte of a request; whatever is not listed counts as sent. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/**
 * HTTP with our own time limits. Every call has its own connection: a kept one that dies at the moment of writing would turn a
 * harmless fault into an unknown outcome. No redirects are followed.
 */
export class HttpTransport {
  readonly #agent = new Agent({ connect: { timeout: connectTimeoutMs }, pipelining: 0 });

  async exchange(wanted: WireRequest): Promise<WireExchange> {
    try {
      const answer = await request(wanted.url, {
        dispatcher: this.#agent,
        method: wanted.method,
        headers: { ...wanted.headers },
        body: wanted.body ?? null,
        headersTimeout: wanted.timeoutMs,
        bodyTimeout: wanted.timeoutMs,
        signal: AbortSignal.timeout(wanted.timeoutMs + connectTimeoutMs),
      });
      return {
        kind: 'answer',
        http: answer.statusCode,
        headers: flat(answer.headers),
        bytes: await bytesOf(answer.body),
      };
    } catch (error) {
      return { kind: 'failure', signal: signalOf(error), detail: codeOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new RangeError('ANSWER_TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function signalOf(error: unknown): 'notSent' | 'timeoutAfterSend' | 'connectionLost' {
  if (beforeSending.has(codeOf(error))) return 'notSent';
  const timedOut =
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === 'TimeoutError');
  return timedOut ? 'timeoutAfterSend' : 'connectionLost';
}

/** The code only: messages of network errors may quote addresses with their query. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code: unknown = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
