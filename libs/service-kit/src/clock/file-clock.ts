import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import { Clock, SystemClock } from '../clock.js';

/** What stands in the file once time runs by itself again. */
const REAL = 'real';
/** How soon listeners hear of a step; `now` itself is never late. */
const LOOK_EVERY_MS = 15;

/**
 * The business time of a demonstration in several processes: an ISO instant in a small file that somebody else moves, until it says
 * `real`. The file is read at every call, so that a step counts for all processes at once; it costs some microseconds. Time here
 * never goes back, whatever stands there, and is never ahead of real time.
 */
export class FileClock extends Clock {
  private readonly listeners = new Set<() => void>();
  private looking: NodeJS.Timeout | undefined;
  private latest = '';
  private told = '';
  private isReal = false;

  /** @param real only specs hand in another @throws when the file cannot be read or holds no instant */
  constructor(
    private readonly file: string,
    private readonly real: Clock = new SystemClock(),
  ) {
    super();
    this.told = this.look() ?? REAL;
  }

  override now(): string {
    return this.look() ?? this.real.now();
  }

  override onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    if (!this.isReal) this.looking ??= setInterval(() => this.tellIfMoved(), LOOK_EVERY_MS).unref();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stopLooking();
    };
  }

  private tellIfMoved(): void {
    const now = this.look() ?? REAL;
    if (now === this.told) return;
    this.told = now;
    if (this.isReal) this.stopLooking();
    for (const listener of this.listeners) listener();
  }

  private stopLooking(): void {
    clearInterval(this.looking);
    this.looking = undefined;
  }

  /** @returns undefined once time is real */
  private look(): string | undefined {
    if (this.isReal) return undefined;
    const found = instantIn(this.file);
    if (found === undefined) {
      this.isReal = true;
      return undefined;
    }
    const now = this.real.now();
    const next = found > now ? now : found;
    if (next > this.latest) this.latest = next;
    return this.latest;
  }
}

/** Moves the time of every `FileClock` of the same file. One process has it. */
export class FileClockHand {
  private readonly real = new SystemClock();

  /** Goes on from where the file stands; a new file begins at `start`, ISO 8601. */
  constructor(
    private readonly file: string,
    start: string,
  ) {
    try {
      instantIn(file);
    } catch {
      this.write(new Date(start).toISOString());
    }
  }

  now(): string {
    return instantIn(this.file) ?? this.real.now();
  }

  /** A moment that has passed already changes nothing, a future one means the present. */
  stepTo(instant: string): void {
    const known = instantIn(this.file);
    const present = this.real.now();
    const next = instant > present ? present : new Date(instant).toISOString();
    if (known !== undefined && next > known) this.write(next);
  }

  /** From now on time is real, for ever. */
  release(): void {
    this.write(REAL);
  }

  /** Moved into its place whole: nobody ever reads half an instant. */
  private write(text: string): void {
    writeFileSync(`${this.file}.new`, `${text}\n`);
    renameSync(`${this.file}.new`, this.file);
  }
}

/** @returns undefined for real time @throws */
function instantIn(file: string): string | undefined {
  const text = readFileSync(file, 'utf8').trim();
  if (text === REAL) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) throw new Error(`no instant stands in ${file}`);
  return text;
}
