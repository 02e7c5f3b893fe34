import type { JsonObject, Outcome } from '@motcua/domain';
import type { Authentication, Ticket } from './authentication.js';
import { readPath, scalarText } from './document-path.js';
import { mapFields, type MappingIssue } from './field-map.js';
import { judge, judgeSignal, type Case } from './judge.js';
import { headersOf } from './login-token.js';
import type { CallContext } from './ports.js';
import { ProfileClient, type PreparedCall, type WireItems } from './profile-client.js';
import { retryAfterMs } from './retry-after.js';
import type { OperationProfile, SystemConnection, WireProfile } from './wire-profile.js';
import { notMade, type LineAnswer, type WireLine } from './wire-line.js';

/** A call whose body is ready; only the ticket is missing. */
interface ReadyCall {
  readonly name: string;
  readonly operation: OperationProfile;
  readonly path: string;
  readonly body: JsonObject;
  readonly truncated: readonly string[];
}

export class HttpProfileClient extends ProfileClient {
  constructor(
    override readonly profile: WireProfile,
    /** The system that is spoken to: one profile may serve several systems of one kind. */
    private readonly system: string,
    private readonly connection: SystemConnection,
    private readonly authentication: Authentication,
    private readonly line: WireLine,
  ) {
    super();
  }

  override prepare(name: string, document: unknown): PreparedCall {
    const operation = Object.hasOwn(this.profile.operations, name) ? this.profile.operations[name] : undefined;
    if (operation === undefined) throw new RangeError(`${this.profile.profile} has no operation ${name}`);
    const whole = { ...(document as object), config: this.connection.config };
    const mapped = mapFields([...(this.profile.envelope ?? []), ...operation.map], whole, this.profile);
    if (mapped.kind === 'held') return { kind: 'held', reasons: mapped.issues.map(holdReason) };
    const call = { name, operation, path: pathOf(operation, whole), body: mapped.body, truncated: mapped.truncated };
    return { kind: 'ready', send: (context) => this.send(call, context) };
  }

  override async call(name: string, document: unknown, context: CallContext): Promise<Outcome<WireItems>> {
    const prepared = this.prepare(name, document);
    if (prepared.kind === 'ready') return prepared.send(context);
    const message = prepared.reasons.map(({ code, subject }) => `${code} ${subject}`).join('; ');
    return { kind: 'rejected', code: 'incomplete', message, exchange: 'none' };
  }

  /** An expired ticket is renewed once: the system said that it did nothing with the call. */
  private async send(call: ReadyCall, context: CallContext): Promise<Outcome<WireItems>> {
    const first = await this.sendOnce(call, context);
    return first.kind === 'unauthenticated' ? this.sendOnce(call, context) : first;
  }

  private async sendOnce(call: ReadyCall, context: CallContext): Promise<Outcome<WireItems>> {
    const ticket = await this.authentication.ticket(context);
    if (ticket.kind === 'refused') return ticket.outcome;
    const outcome = await this.line.call(
      {
        system: this.system,
        operation: call.name,
        path: call.path.split('?')[0] ?? '',
        viaGateway: this.profile.auth.gateway !== undefined,
        truncated: call.truncated,
        request: {
          method: call.operation.method,
          url: `${this.connection.baseUrl}${call.path}`,
          timeoutMs: call.operation.timeoutMs,
          headers: { ...headersOf(this.profile, this.connection), ...ticket.headers },
          ...bodyOf(call, ticket),
        },
      },
      context,
      (answer, exchange) => this.judged(answer, call, exchange),
    );
    if (outcome.kind === 'unauthenticated') this.authentication.invalidate(ticket);
    if (outcome.kind === 'retryable' && outcome.retryAfterMs !== undefined) this.line.pause(outcome.retryAfterMs);
    return outcome;
  }

  private judged(answer: LineAnswer, { operation, body }: ReadyCall, exchange: string): Outcome<WireItems> {
    if (answer.kind === 'refused') return notMade(answer);
    const about: Case = { profile: this.profile, operation, exchange, members: memberNames(body) };
    if (answer.kind === 'failure') return judgeSignal(answer.signal, about);
    const pause = retryAfterMs(answer.headers);
    return judge(answer.answer, pause === undefined ? about : { ...about, retryAfterMs: pause });
  }
}

export function holdReason(issue: MappingIssue): { code: string; subject: string } {
  return { code: issue.fault, subject: issue.from === '' ? issue.to : issue.from };
}

/** All names a complaint of the system may speak of: members, and elements of an XML record. */
export function memberNames(body: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') for (const [, name] of value.matchAll(/<(\w+)>/g)) names.add(name ?? '');
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      names.add(name);
      visit(member);
    }
  };
  visit(body);
  return names;
}

function pathOf(operation: OperationProfile, document: unknown): string {
  return operation.path.replaceAll(/\{([\w.]+)\}/g, (_match, path: string) =>
    encodeURIComponent(scalarText(readPath(document, path)) ?? ''),
  );
}

function bodyOf(call: ReadyCall, ticket: Ticket): { body?: string } {
  if (call.operation.codec === 'none') return {};
  return { body: JSON.stringify({ ...ticket.members, ...call.body }) };
}
