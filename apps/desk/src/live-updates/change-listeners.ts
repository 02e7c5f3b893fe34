import { PositionUnknown, type Position } from '@motcua/event-store';
import { type Actor, type AuthenticatedRequest, Authenticator, Log, Problem } from '@motcua/service-kit';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DeskConfig } from '../desk.config.js';
import { mayHear } from './change-reader.js';
import { ChangeStream } from './change-stream.js';
import { ChangeTail } from './change-tail.js';

interface Listener {
  readonly actor: Actor;
  readonly request: AuthenticatedRequest;
  readonly stream: ChangeStream;
  readonly stopListening: () => void;
}

/** Who hears of changes at this process: bounded by account, looked after at every beat, sent home when the process goes down. */
@Injectable()
export class ChangeListeners implements OnModuleInit, OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private beating: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly tail: ChangeTail,
    private readonly authenticator: Authenticator,
    private readonly log: Log,
    private readonly config: DeskConfig,
  ) {}

  onModuleInit(): void {
    const instance = this.host.httpAdapter.getInstance<FastifyInstance>();
    // The server waits for answers that are under way, and these would never end.
    instance.addHook('preClose', (done) => {
      this.sendHome();
      done();
    });
    this.beating = setInterval(() => void this.beat(), this.config.changesBeatSeconds * 1_000).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.beating);
    this.sendHome();
  }

  /**
   * @param resumeAt where an earlier stream stopped, as its `id` said
   * @throws {Problem} 429 `changes.too-many-listeners`, 503 `changes.closing`
   */
  async open(actor: Actor, request: AuthenticatedRequest, resumeAt: Position | undefined): Promise<ChangeStream> {
    this.demandPlace(actor);
    const stream = new ChangeStream(() => this.forget(listener));
    const stopListening = this.tail.listen((changes) => stream.tell(changes.filter((one) => mayHear(one, actor))));
    const listener: Listener = { actor, request, stream, stopListening };
    this.listeners.add(listener);
    try {
      await this.catchUp(listener, resumeAt);
      return stream;
    } catch (error) {
      stream.body.destroy();
      throw error;
    }
  }

  /** What came while nobody listened; after a long time, or from a log of another day, everything is looked at anew. */
  private async catchUp({ actor, stream }: Listener, resumeAt: Position | undefined): Promise<void> {
    const missed = resumeAt === undefined ? undefined : await this.missed(resumeAt);
    if (missed?.atHead === true) return stream.tell(missed.changes.filter((one) => mayHear(one, actor)));
    return stream.begin(await this.tail.reader.store.head());
  }

  private async missed(resumeAt: Position) {
    try {
      return await this.tail.reader.after(resumeAt);
    } catch (error) {
      if (error instanceof PositionUnknown) return undefined;
      throw error;
    }
  }

  private demandPlace({ subject }: Actor): void {
    const wait = { retryable: true, retryAfterSeconds: 30 };
    if (this.closing) throw new Problem(503, 'changes.closing', 'Máy chủ đang dừng. Vui lòng thử lại.', wait);
    const open = [...this.listeners].filter(({ actor }) => actor.subject === subject).length;
    if (open < this.config.changesListeners) return;
    throw new Problem(429, 'changes.too-many-listeners', 'Tài khoản đang mở quá nhiều trang cùng lúc.', wait);
  }

  private async beat(): Promise<void> {
    await Promise.all(
      [...this.listeners].map(async ({ request, stream }) => {
        try {
          if (await this.authenticator.stillHolds(request)) stream.beat();
          else stream.signedOut();
        } catch (error) {
          this.log.warn('changes.session-unread', { error });
          stream.end(); // nobody listens without our knowing who
        }
      }),
    );
  }

  private forget(listener: Listener): void {
    listener.stopListening();
    this.listeners.delete(listener);
  }

  private sendHome(): void {
    this.closing = true;
    for (const { stream } of this.listeners) stream.end();
  }
}
