import type { AllStreamSubscription } from '@kurrent/kurrentdb-client';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventFilter, Position, RecordedEvent, Slice } from '../event-store.js';
import { matches } from '../filter.js';
import type { Upcast } from '../upcasters.js';
import { Waiters } from '../waiters.js';
import type { Connection } from './connection.js';
import { serverPosition } from './reader.js';
import { serverFilterOf } from './server-filter.js';
import { recordedEventOf } from './stored-event.js';

/** Events at hand before the server is asked to wait. */
const FULL = 2000;

/** What one subscription of the server has delivered and nobody has taken yet. It never starts again; its owner opens another. */
export class Inflow {
  private readonly subscription: AllStreamSubscription;
  private readonly waiters = new Waiters();
  private events: RecordedEvent[] = [];
  private reached: Position;
  private taken: Position;
  private caughtUp = false;
  /** The server ended it, or the connection went. */
  over = false;

  constructor(
    connection: Connection,
    after: Position,
    private readonly filter: EventFilter,
  ) {
    this.reached = after;
    this.taken = after;
    this.subscription = connection.client.subscribeToAll({
      fromPosition: serverPosition(after),
      filter: {
        ...serverFilterOf(filter),
        checkpointReached: async (_subscription, { commit }) => this.move(String(commit)),
      },
    });
    this.subscription
      .on('data', ({ event }) => event && this.take(recordedEventOf(event)))
      .on('caughtUp', () => {
        this.caughtUp = true;
        this.waiters.wake();
      })
      .on('fellBehind', () => (this.caughtUp = false))
      .on('error', () => this.end())
      .on('close', () => this.end())
      .on('end', () => this.end());
  }

  /** Resolves when there is something to take, when it is over, when `signal` aborts, or after `ms`. */
  async arrival(ms: number, signal: AbortSignal): Promise<void> {
    if (this.hasNews || this.over) return;
    await this.waiters.wait(signal, ms);
    await pause(0); // what came in the same moment goes together
  }

  /** Undefined when nothing came since the last time. */
  slice(upcast: Upcast): Slice | undefined {
    if (!this.hasNews) return undefined;
    const events = this.events.map(upcast);
    this.events = [];
    this.taken = this.reached;
    if (this.subscription.isPaused()) this.subscription.resume();
    return { events, next: this.reached, atHead: this.caughtUp };
  }

  /** The owner has seen for himself that nothing for him lies up to `position`. */
  passOver(position: Position): void {
    if (BigInt(position) <= BigInt(this.reached)) return;
    this.reached = position;
    if (this.events.length === 0) this.taken = position;
  }

  close(): void {
    this.waiters.close();
    this.subscription.unsubscribe().catch(() => undefined);
  }

  private get hasNews(): boolean {
    return this.reached !== this.taken;
  }

  private take(event: RecordedEvent): void {
    if (BigInt(event.position) <= BigInt(this.reached)) return;
    if (matches(this.filter, event)) this.events.push(event);
    if (this.events.length >= FULL) this.subscription.pause();
    this.move(event.position);
  }

  private move(position: Position): void {
    if (BigInt(position) <= BigInt(this.reached)) return;
    this.reached = position;
    this.waiters.wake();
  }

  private end(): void {
    this.over = true;
    this.waiters.wake();
  }
}
