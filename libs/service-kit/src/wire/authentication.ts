import type { Outcome } from '@motcua/domain';
import type { CallContext } from './ports.js';

/** What a call carries to be let in. */
export interface Ticket {
  readonly kind: 'ticket';
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the body. */
  readonly members: Readonly<Record<string, string>>;
}

/** No ticket to be had; the call itself was not made, so none of these is `unknown`. */
export interface TicketRefused {
  readonly kind: 'refused';
  readonly outcome: Extract<Outcome<never>, { readonly kind: 'retryable' | 'unauthenticated' | 'rejected' }>;
}

export abstract class Authentication {
  /** The kept ticket, or a new one; callers that come together share one request. */
  abstract ticket(context: CallContext): Promise<Ticket | TicketRefused>;

  /** This ticket was not accepted: the next call gets a new one, unless somebody renewed it meanwhile. */
  abstract invalidate(ticket: Ticket): void;
}

export class NoAuthentication extends Authentication {
  override ticket(): Promise<Ticket> {
    return Promise.resolve({ kind: 'ticket', headers: {}, members: {} });
  }

  override invalidate(): void {}
}

/** Keeps a ticket for its time. Runs on the process clock: lifetimes of outside systems are real time. */
export abstract class KeptTicket extends Authentication {
  #kept: { ticket: Ticket; untilMs: number } | undefined;
  #coming: Promise<Ticket | TicketRefused> | undefined;

  override async ticket(context: CallContext): Promise<Ticket | TicketRefused> {
    if (this.#kept !== undefined && performance.now() < this.#kept.untilMs) return this.#kept.ticket;
    this.#coming ??= this.renewed(context).finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  override invalidate(ticket: Ticket): void {
    if (this.#kept?.ticket === ticket) this.#kept = undefined;
  }

  /** Asks the system for a ticket. */
  protected abstract issue(context: CallContext): Promise<{ ticket: Ticket; lifetimeMs: number } | TicketRefused>;

  private async renewed(context: CallContext): Promise<Ticket | TicketRefused> {
    const issued = await this.issue(context);
    if ('kind' in issued) return issued;
    this.#kept = { ticket: issued.ticket, untilMs: performance.now() + issued.lifetimeMs };
    return issued.ticket;
  }
}
