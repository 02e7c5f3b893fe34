import { setTimeout as pause } from 'node:timers/promises';

/** The server cannot be had back, and no later try can change that; the message is for the person who runs us. */
export class PostgresLost extends Error {
  override readonly name = 'PostgresLost';

  constructor(
    /** Stable, for the log: `data-folder-gone`, `port-in-use`, `other-server`. */
    readonly code: string,
    words: string,
  ) {
    super(words);
  }
}

/** Somebody else listens on the server's port. It may be an outgoing connection that happens to use it, so it is tried again. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly code = 'port-in-use';
}

/** What the watch needs of a server. */
export interface WatchedServer {
  readonly port: number;
  /** Asked twice a second. */
  isAlive(): boolean;
  /**
   * One try to have it back: on the same folder and port, taking connections.
   * @throws {PostgresLost} when no later try can help
   * @throws {PortTaken}
   */
  startAgain(): Promise<void>;
}

/** What the watch tells, to a log and to people. */
export type PostgresNews =
  | { readonly kind: 'down' }
  | {
      readonly kind: 'notStarted';
      readonly attempt: number;
      readonly error: unknown;
      /** ms until the next try */
      readonly pauseMs: number;
    }
  | { readonly kind: 'upAgain'; readonly attempts: number; readonly downMs: number }
  | { readonly kind: 'lost'; readonly error: PostgresLost };

export interface WatchPace {
  /** Between two looks. */
  readonly lookMs: number;
  /** Before the first try after so many troubles in a row; the pause doubles with each, up to the longest. */
  readonly shortestPauseMs: number;
  readonly longestPauseMs: number;
  /** A server that has lived this long died of something new. */
  readonly steadyMs: number;
  /** Tries after which a port that somebody else has is given up. */
  readonly portTries: number;
}

/** The port is given up after about a minute; everything else (disk full, no memory) is tried for as long as we live. */
const usualPace: WatchPace = {
  lookMs: 500,
  shortestPauseMs: 500,
  longestPauseMs: 30_000,
  steadyMs: 60_000,
  portTries: 9,
};

/** Has a server that died started again, with growing pauses, until it is told to leave it. */
export class PostgresWatch {
  private readonly ending = new AbortController();
  private readonly givenUp = Promise.withResolvers<PostgresLost>();
  private watching: Promise<void> | undefined;
  private upSince = performance.now();
  /** Deaths soon after a start, and starts that failed, since it last lived long. */
  private troubles = 0;

  constructor(
    private readonly server: WatchedServer,
    private readonly tell: (news: PostgresNews) => void,
    private readonly pace: WatchPace = usualPace,
  ) {}

  /** Resolves when the server was given up; stays open as long as it was not. */
  get lost(): Promise<PostgresLost> {
    return this.givenUp.promise;
  }

  start(): void {
    this.watching ??= this.watch();
  }

  /** From now on nothing is started; waits for a start that is under way. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.watching;
  }

  private get isOver(): boolean {
    return this.ending.signal.aborted;
  }

  private async watch(): Promise<void> {
    try {
      while (!this.isOver) {
        await this.nap(this.pace.lookMs);
        if (!this.isOver && !this.server.isAlive()) await this.bringBack();
      }
    } catch (error) {
      if (!(error instanceof PostgresLost)) throw error;
      this.tell({ kind: 'lost', error });
      this.givenUp.resolve(error);
    }
  }

  /** @throws {PostgresLost} */
  private async bringBack(): Promise<void> {
    const downAt = performance.now();
    this.troubles = downAt - this.upSince < this.pace.steadyMs ? this.troubles + 1 : 0;
    this.tell({ kind: 'down' });
    for (let attempt = 1; ; attempt += 1) {
      await this.nap(this.pauseMs());
      if (this.isOver) return;
      try {
        await this.server.startAgain();
        this.upSince = performance.now();
        return this.tell({ kind: 'upAgain', attempts: attempt, downMs: this.upSince - downAt });
      } catch (error) {
        this.refuse(error, attempt);
      }
    }
  }

  /** @throws {PostgresLost} when that was the last try */
  private refuse(error: unknown, attempt: number): void {
    if (error instanceof PostgresLost) throw error;
    if (error instanceof PortTaken && attempt >= this.pace.portTries) {
      throw new PostgresLost(error.code, `${error.message}; the next start chooses a free one`);
    }
    this.troubles += 1;
    this.tell({ kind: 'notStarted', attempt, error, pauseMs: this.pauseMs() });
  }

  private pauseMs(): number {
    if (this.troubles === 0) return 0;
    return Math.min(this.pace.longestPauseMs, this.pace.shortestPauseMs * 2 ** Math.min(this.troubles - 1, 20));
  }

  private async nap(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
