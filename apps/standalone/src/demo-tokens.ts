import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DemoClaims, type DemoIssuer, roles, type Role } from '@motcua/service-kit';

/** Where standalone gives out tokens. On the management port, which never leaves the machine. */
export const tokensPath = '/api/standalone/v1/tokens';

const LIFETIME_SECONDS = 8 * 3600;
const LONGEST_BODY = 4_096;
const UNIT = /^[A-Z]\d{2}(\.\d{1,3}){0,4}$/;

export interface Wish {
  readonly role: Role;
  readonly unit?: string;
  readonly personalId?: string;
  readonly clientId?: string;
  /** Tells accounts apart that are alike in everything else. */
  readonly account?: string;
}

const WORD = /^[\w.-]{1,64}$/;

/** Members of a wish beside the role, and what they look like. */
const MEMBERS: ReadonlyMap<string, RegExp> = new Map([
  ['unit', UNIT],
  ['personalId', /^\d{9,12}$/],
  ['clientId', WORD],
  ['account', WORD],
]);

/**
 * `POST /api/standalone/v1/tokens {role, unit?, personalId?, clientId?, account?}` answers `{token, expiresInSeconds}`,
 * or the bare token to whoever accepts `text/plain`. Only callers that name this machine itself are answered, so that no page of another origin gets a token by way of a name that points here.
 */
export function tokenDesk(
  issuer: DemoIssuer,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.url !== tokensPath || request.method !== 'POST') return false;
    const wish = isLocal(request) ? wishOf(await textOf(request)) : 'only for this machine';
    if (typeof wish === 'string') answer(response, 400, { problem: wish, roles });
    else give(request, response, await issuer.token(claimsOf(wish), LIFETIME_SECONDS));
    return true;
  };
}

/** The account that stands for a role: one citizen per personal number, one officer per unit. */
export function claimsOf({ role, unit, personalId, clientId, account }: Wish): DemoClaims {
  // a subject stands in events and logs, so it must not show the personal number
  const person =
    personalId === undefined ? undefined : createHash('sha256').update(personalId).digest('hex').slice(0, 12);
  const subject = ['demo', kebab(role), unit, person, clientId, account].filter((part) => part !== undefined).join('-');
  return {
    subject,
    roles: [role],
    ...(unit === undefined ? {} : { units: [unit] }),
    ...(personalId === undefined ? {} : { personalId }),
    ...(clientId === undefined ? {} : { clientId }),
  };
}

function isLocal({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '') && headers.origin === undefined;
}

/** @returns what is wrong, in words */
function wishOf(text: string): Wish | string {
  const asked = parsed(text);
  if (asked === undefined) return 'the body must be a JSON object';
  if (!roles.some((known) => known === asked['role'])) return 'role must be one of the roles';
  for (const [name, value] of Object.entries(asked)) {
    if (name === 'role') continue;
    if (typeof value !== 'string' || MEMBERS.get(name)?.test(value) !== true) return `${name} is not as it should be`;
  }
  return asked as unknown as Wish;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_BODY) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function kebab(role: string): string {
  return role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function give({ headers }: IncomingMessage, response: ServerResponse, token: string): void {
  if (headers.accept !== 'text/plain') return answer(response, 201, { token, expiresInSeconds: LIFETIME_SECONDS });
  response.writeHead(201, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(token);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
