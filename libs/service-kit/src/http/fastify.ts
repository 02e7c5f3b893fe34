import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';

import { type RequestContext, currentContext, enterContext } from '../context/request-context.js';
import { randomId } from '../ids/uuid.js';
import type { Metrics } from '../management/metrics.js';
import { addGuest, type Guest } from './guest.js';
import { cleanJson, cleanText, isForbiddenKey } from './json-hygiene.js';
import { type FieldFault, Problem } from './problem.js';
import { problemDocument, problemHeaders } from './problem-document.js';
import { problemOf } from './problem-of.js';
import { addRateLimits, defaultRateLimits, type RateLimits } from './rate-limits.js';

const MIB = 1024 * 1024;

/** For answers that only programs read; pages set their own. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface HttpRules {
  /** Bytes of a JSON body, default 1 MiB; uploads set their own. */
  readonly bodyLimit?: number;
  /** Addresses or ranges of proxies that are believed whom they speak for; default nobody. */
  readonly trustedProxies?: readonly string[];
  readonly rateLimits?: Partial<RateLimits>;
  readonly guest?: Guest;
  /** People come by TLS: browsers are told to stay with it. Default false. */
  readonly tls?: boolean;
}

const STAY_WITH_TLS = { 'strict-transport-security': 'max-age=31536000' };

/** Nest's Fastify with our rules at the door. Handlers see clean input only; every error before Nest is a problem document, too. */
export async function fastifyAdapter(metrics: Metrics, rules: HttpRules = {}): Promise<FastifyAdapter> {
  const { bodyLimit = MIB, trustedProxies = [], rateLimits = {} } = rules;
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => sendProblem(error, reply),
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => refuseBrokenHttp(error, socket),
  });
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  addContext(instance);
  addBodyRules(instance);
  addAddressRules(instance);
  addHeadersAndMetrics(
    instance,
    metrics,
    rules.tls === true ? { ...SECURITY_HEADERS, ...STAY_WITH_TLS } : SECURITY_HEADERS,
  );
  await instance.register(fastifyCookie);
  await addRateLimits(instance, { ...defaultRateLimits, ...rateLimits });
  if (rules.guest !== undefined) await addGuest(instance, rules.guest);
  return adapter;
}

const CORRELATION_ID = /^[A-Za-z0-9._-]{1,64}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

function addContext(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const context = contextOf(request);
    enterContext(context);
    void reply.header('x-correlation-id', context.correlationId);
    done();
  });
}

function contextOf({ headers }: FastifyRequest): RequestContext {
  const sent = headers['x-correlation-id'];
  const correlationId = typeof sent === 'string' && CORRELATION_ID.test(sent) ? sent : randomId();
  const trace = headers['traceparent'];
  return typeof trace === 'string' && TRACEPARENT.test(trace)
    ? { correlationId, traceparent: trace }
    : { correlationId };
}

function addBodyRules(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  const parse = (
    _request: FastifyRequest,
    body: Buffer,
    done: (error: Error | null, value?: unknown) => void,
  ): void => {
    try {
      done(null, cleanJson(body));
    } catch (error) {
      done(error as Error);
    }
  };
  for (const type of ['application/json', /^application\/[a-z0-9.-]+\+json(;|$)/]) {
    instance.addContentTypeParser(type, { parseAs: 'buffer' }, parse);
  }
}

function addAddressRules(instance: FastifyInstance): void {
  instance.addHook('preValidation', (request, _reply, done) => {
    const faults = [...cleanParts('path', request.params), ...cleanParts('query', request.query)];
    if (faults.length === 0) return done();
    return done(
      new Problem(400, 'input.invalid', 'Địa chỉ yêu cầu chứa dữ liệu không được chấp nhận.', { errors: faults }),
    );
  });
}

/** Replaces texts by their NFC form. @returns what is not acceptable */
function cleanParts(from: 'path' | 'query', parts: unknown): FieldFault[] {
  if (typeof parts !== 'object' || parts === null) return [];
  const faults: FieldFault[] = [];
  for (const [key, value] of Object.entries(parts)) {
    const parameter = `${from}.${key.replace(/[^\w.-]/g, '_').slice(0, 64)}`;
    if (isForbiddenKey(key)) faults.push({ parameter, code: 'field.forbidden', detail: 'Tên tham số bị cấm.' });
    const cleaned = [value].flat().map((part) => (typeof part === 'string' ? cleanText(part) : { text: String(part) }));
    const refused = cleaned.find((outcome) => 'code' in outcome);
    if (refused !== undefined) faults.push({ parameter, ...refused });
    else Reflect.set(parts, key, Array.isArray(value) ? cleaned.map(textOf) : textOf(cleaned[0]!));
  }
  return faults;
}

function textOf(outcome: ReturnType<typeof cleanText>): string {
  return 'text' in outcome ? outcome.text : '';
}

function addHeadersAndMetrics(
  instance: FastifyInstance,
  metrics: Metrics,
  headers: Readonly<Record<string, string>>,
): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) void reply.header(name, value);
    // An answer begun before the end would else keep its connection, and with it the process, for the whole keep-alive time.
    if (!instance.server.listening) void reply.header('connection', 'close');
    done(null, payload);
  });
  instance.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions?.url ?? '(none)',
      status: String(reply.statusCode),
    };
    metrics.httpDuration.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

/** Before the first hook ran: an address that cannot be read. */
function sendProblem(error: unknown, reply: FastifyReply): void {
  const problem = problemOf(error);
  const { correlationId } = currentContext();
  const headers = { ...problemHeaders(problem), 'x-correlation-id': correlationId };
  void reply
    .status(problem.status)
    .headers(headers)
    .send(JSON.stringify(problemDocument(problem, correlationId)));
}

/** For reading the answer. */
const HANG_UP_MS = 1_000;

/** What is not even HTTP never becomes a request; it still gets a problem document. */
function refuseBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = problemOf({ statusCode: status });
  const body = JSON.stringify(problemDocument(problem, randomId()));
  const headers = {
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} Bad Request\r\n${head.join('')}\r\n${body}`);
  // Node keeps a connection until the other side hangs up, too; whoever never does would hold his place for ever.
  setTimeout(() => socket.destroy(), HANG_UP_MS).unref();
}
