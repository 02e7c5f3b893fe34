import { type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeBody } from '../faults/body-variants.js';
import { type FaultBook } from '../faults/fault-book.js';
import { faultPage } from '../faults/fault-pages.js';
import { planStrike, type StrikePlan } from '../faults/strike-plan.js';
import { type Journal, type JournalEntry } from '../journal/journal.js';
import { type PersonalDataWatch } from '../journal/personal-data.js';
import { type Call, type SimAnswer, type SimRequest } from './mount.js';
import { sha256 } from './seeded-random.js';
import { type VirtualClock } from './virtual-clock.js';
import { printDate } from './vietnam-time.js';
import { hold, reset, send, sendPart, type WireAnswer } from './wire.js';

interface Traffic {
  request: SimRequest;
  response: ServerResponse;
  call: Call;
  plan: StrikePlan;
}

/** Carries one request through its outside system and whatever faults strike it, and writes it into the journal. */
export class Exchange {
  constructor(
    private readonly clock: VirtualClock,
    private readonly faults: FaultBook,
    private readonly journal: Journal,
    private readonly watch: PersonalDataWatch,
  ) {}

  async serve(request: SimRequest, call: Call, response: ServerResponse): Promise<void> {
    const plan = planStrike(this.faults.strike(call, this.clock.now()));
    const traffic = { request, response, call, plan };
    if (plan.delayMs > 0) await sleep(plan.delayMs, undefined, { ref: false });
    if (plan.phase === 'beforeProcessing') await this.refuse(traffic);
    else await this.process(traffic);
  }

  /** The system never saw the request; a business fault is the one refusal in its own words. */
  private async refuse(traffic: Traffic): Promise<void> {
    const { outcome } = traffic.plan;
    if (outcome?.type === 'business') return this.respond(traffic, traffic.call.business(outcome.variant));
    return this.break(traffic, NOTHING);
  }

  private async process(traffic: Traffic): Promise<void> {
    const { call, plan } = traffic;
    const given = await call.execute({ ...plan.conditions, now: this.clock.now() + plan.skewMs });
    const unbroken = plan.outcome === null || plan.outcome.type === 'business';
    return unbroken ? this.respond(traffic, given) : this.break(traffic, given);
  }

  private async respond(traffic: Traffic, given: SimAnswer): Promise<void> {
    const wire = this.wireOf(traffic, given);
    const entry = this.note(traffic, { httpStatus: wire.status, effect: given.effect, answered: true });
    return this.deliver(traffic, entry, wire);
  }

  /** Lets the outcome of the strike take the place of the answer given. */
  private async break(traffic: Traffic, given: SimAnswer): Promise<void> {
    const { outcome } = traffic.plan;
    const { effect } = given;
    if (outcome?.type === 'timeout') {
      this.note(traffic, { httpStatus: 0, effect, answered: false });
      return hold(traffic.response, outcome.ms);
    }
    if (!isPage(outcome)) {
      return this.cut(traffic, given, outcome?.type === 'connection' ? outcome.variant : 'resetBeforeHeaders');
    }
    const page = faultPage(outcome);
    const entry = this.note(traffic, { httpStatus: page.status, effect, answered: true });
    return this.deliver(traffic, entry, page);
  }

  private async cut(
    traffic: Traffic,
    given: SimAnswer,
    variant: 'resetBeforeHeaders' | 'resetAfterHeaders' | 'truncatedBody',
  ): Promise<void> {
    const early = variant === 'resetBeforeHeaders';
    this.note(traffic, { httpStatus: early ? 0 : given.status, effect: given.effect, answered: false });
    if (early) return reset(traffic.response);
    return sendPart(traffic.response, this.wireOf(traffic, given), variant === 'truncatedBody' ? 0.5 : 0);
  }

  private wireOf({ plan }: Traffic, { status, body, contentType }: SimAnswer): WireAnswer {
    return { status, headers: {}, ...encodeBody(body, contentType, plan.body) };
  }

  private async deliver({ response, plan }: Traffic, entry: JournalEntry, wire: WireAnswer): Promise<void> {
    const date = new Date(this.clock.now() + plan.skewMs).toUTCString();
    await send(response, { ...wire, headers: { ...wire.headers, date } }, plan.dripMs);
    if (!response.writableFinished) this.journal.unanswered(entry);
  }

  /** Written before the first byte of the answer goes out, so that no caller knows more than the journal. */
  private note(
    { request, call, plan }: Traffic,
    end: Pick<JournalEntry, 'httpStatus' | 'effect' | 'answered'>,
  ): JournalEntry {
    const at = this.clock.now();
    return this.journal.write({
      at: printDate(at, 'iso'),
      atMs: at,
      mount: call.mount,
      operation: call.operation,
      key: call.keys[0] ?? null,
      keys: [...call.keys],
      request: { sha256: sha256(request.raw), size: request.raw.length },
      committed: end.effect !== 'none' && end.effect !== 'session',
      ...end,
      faultId: plan.faultId,
      personalDataIn: this.watch.inspect(request),
    });
  }
}

type Page = Parameters<typeof faultPage>[0];

const NOTHING: SimAnswer = { status: 200, body: '', effect: 'none' };

/** Outcomes that answer something; the others only break the connection. */
function isPage(outcome: StrikePlan['outcome']): outcome is Page {
  const refuses = outcome?.type === 'down' && outcome.variant === 'refuse';
  return !refuses && ['http', 'rate', 'down'].includes(outcome?.type ?? '');
}
