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

  /** The system never saw the request. */
  private async refuse(traffic: Traffic): Promise<void> {
    const { outcome } = traffic.plan;
    const { response } = traffic;
    if (outcome?.type === 'business') {
      return this.respond(traffic, traffic.call.business(outcome.variant));
    }
    if (outcome?.type === 'timeout') {
      this.note(traffic, { httpStatus: 0, effect: 'none', answered: false });
      return hold(response, outcome.ms);
    }
    const breaks = outcome?.type === 'connection' || (outcome?.type === 'down' && outcome.variant === 'refuse');
    if (breaks || outcome === null) {
      this.note(traffic, { httpStatus: 0, effect: 'none', answered: false });
      return reset(response);
    }
    const page = faultPage(outcome);
    const entry = this.note(traffic, { httpStatus: page.status, effect: 'none', answered: true });
    return this.deliver(traffic, entry, page);
  }

  private async process(traffic: Traffic): Promise<void> {
    const { call, plan } = traffic;
    const given = await call.execute({ ...plan.conditions, now: this.clock.now() + plan.skewMs });
    await this.respond(traffic, given);
  }

  private async respond(traffic: Traffic, given: SimAnswer): Promise<void> {
    const { plan, response } = traffic;
    const { outcome } = plan;
    const wire = { status: given.status, headers: {}, ...encodeBody(given.body, given.contentType, plan.body) };
    if (outcome?.type === 'timeout') {
      this.note(traffic, { httpStatus: 0, effect: given.effect, answered: false });
      return hold(response, outcome.ms);
    }
    if (outcome?.type === 'connection') {
      const status = outcome.variant === 'resetBeforeHeaders' ? 0 : given.status;
      this.note(traffic, { httpStatus: status, effect: given.effect, answered: false });
      if (outcome.variant === 'resetBeforeHeaders') return reset(response);
      return sendPart(response, wire, outcome.variant === 'truncatedBody' ? 0.5 : 0);
    }
    const sent = outcome?.type === 'http' ? faultPage(outcome) : wire;
    const entry = this.note(traffic, { httpStatus: sent.status, effect: given.effect, answered: true });
    return this.deliver(traffic, entry, sent);
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
