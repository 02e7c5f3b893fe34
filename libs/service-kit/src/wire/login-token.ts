import type { Outcome } from '@motcua/domain';
import { KeptTicket, type Ticket, type TicketRefused } from './authentication.js';
import { contextWithoutDossier } from './client-credentials.js';
import { readPath, scalarText } from './document-path.js';
import { mapFields } from './field-map.js';
import { judge, judgeSignal } from './judge.js';
import type { CallContext } from './ports.js';
import type { OperationProfile, SystemConnection, WireProfile } from './wire-profile.js';
import { notMade, type LineAnswer, type WireLine } from './wire-line.js';

const timeoutMs = 30_000;

type Entered = { readonly kind: 'entered'; readonly token: string } | TicketRefused;

/** Logs in, and puts the session it got into every body. The server's lifetime of a session is not published: ours is a profile key. */
export class LoginToken extends KeptTicket {
  constructor(
    private readonly profile: WireProfile,
    private readonly connection: SystemConnection,
    private readonly line: WireLine,
  ) {
    super();
  }

  protected override async issue(
    context: CallContext,
  ): Promise<{ ticket: Ticket; lifetimeMs: number } | TicketRefused> {
    const { auth } = this.profile;
    const mapped = mapFields(auth.map ?? [], this.connection, this.profile);
    if (mapped.kind === 'held') return { kind: 'refused', outcome: configuration('a credential is missing', 'none') };
    const path = auth.path ?? '/login';
    const entered = await this.line.call(
      {
        system: this.profile.system,
        operation: 'login',
        path,
        viaGateway: false,
        truncated: [],
        request: {
          method: 'POST',
          url: `${this.connection.baseUrl}${path}`,
          headers: headersOf(this.profile, this.connection),
          body: JSON.stringify(mapped.body),
          timeoutMs,
        },
      },
      contextWithoutDossier(context),
      (answer, exchange) => this.enteredBy(answer, exchange),
    );
    if (entered.kind === 'refused') return entered;
    const members = { [auth.member ?? 'session']: entered.token };
    return { ticket: { kind: 'ticket', headers: {}, members }, lifetimeMs: (auth.cacheSeconds ?? 600) * 1000 };
  }

  private enteredBy(answer: LineAnswer, exchange: string): Entered {
    if (answer.kind === 'refused') return { kind: 'refused', outcome: notMade(answer) };
    const about = { profile: this.profile, operation: this.login(), exchange, members: new Set<string>() };
    if (answer.kind === 'failure') return refusedBy(judgeSignal(answer.signal, about), exchange);
    const outcome = judge(answer.answer, about);
    const token = scalarText(readPath(answer.answer.body.json, this.profile.auth.tokenAt ?? 'session'));
    if (outcome.kind !== 'accepted') return refusedBy(outcome, exchange);
    return token === undefined || token === ''
      ? refusedBy({ kind: 'unauthenticated', exchange }, exchange)
      : { kind: 'entered', token };
  }

  /** Logging in changes nothing there: as a read, no lost answer of it is ever `unknown`. */
  private login(): OperationProfile {
    const { auth } = this.profile;
    return {
      class: 'read',
      resendSafe: true,
      method: 'POST',
      path: auth.path ?? '/login',
      timeoutMs,
      codec: 'json',
      map: [],
      classify: auth.classify ?? [{ when: 'otherwise', is: 'unknown' }],
      reads: { at: '', map: [] },
    };
  }
}

/** The profile's own headers; `{name}` stands for a credential of the installation. */
export function headersOf(profile: WireProfile, connection: SystemConnection): Record<string, string> {
  const own = Object.entries(profile.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value.replaceAll(/\{(\w+)\}/g, (_match, key: string) => connection.credentials[key] ?? ''),
  ]);
  return { accept: 'application/json', 'content-type': 'application/json; charset=utf-8', ...Object.fromEntries(own) };
}

function refusedBy(outcome: Outcome<unknown>, exchange: string): TicketRefused {
  if (outcome.kind === 'retryable' || outcome.kind === 'unauthenticated') return { kind: 'refused', outcome };
  if (outcome.kind === 'rejected') return { kind: 'refused', outcome: configuration(outcome.message, exchange) };
  return { kind: 'refused', outcome: { kind: 'retryable', reason: 'gateway', exchange } };
}

function configuration(message: string, exchange: string): TicketRefused['outcome'] {
  return { kind: 'rejected', code: 'configuration', message, exchange };
}
