import { LogFile } from './log-file.js';

export interface NewRecord {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  /** base64 */
  readonly data: string;
  /** base64 of a JSON object */
  readonly metadata: string;
}

export interface StandinRecord extends NewRecord {
  readonly stream: string;
  /** From 0. */
  readonly revision: number;
  /** Bytes of log before it: positions are no ordinals. */
  readonly position: bigint;
  /** .NET ticks */
  readonly created: string;
}

/** `expected`: a revision, or -1 no stream, -2 any, -4 exists, as the protocol has it. */
export interface StandinWrite {
  readonly stream: string;
  readonly expected: number;
  readonly records: readonly NewRecord[];
}

export type Answer =
  | { readonly outcome: 'written'; readonly position: bigint; readonly revisions: readonly number[] }
  | { readonly outcome: 'conflict'; readonly stream: string; readonly expected: number; readonly actual: number }
  | { readonly outcome: 'tombstoned'; readonly stream: string };

interface Stream {
  readonly records: StandinRecord[];
  /** Records before it are deleted. */
  from: number;
  tombstoned: boolean;
}

type Line =
  | { readonly created: string; readonly writes: readonly Omit<StandinWrite, 'expected'>[] }
  | { readonly deleted: string }
  | { readonly tombstoned: string };

interface Pending {
  readonly line: Line | undefined;
  readonly upTo: number;
  readonly done: () => void;
}

const TICKS_AT_1970 = 0n;
const now = () => String(TICKS_AT_1970 + BigInt(Date.now()) * 10_000n);

/** What a record takes beside its texts. */
const OVERHEAD = 80n;

/** Of a server that has run for a moment: the first event of an application never stands at 0. */
const FIRST = {
  stream: '$stats-0.0.0.0:2113',
  records: [{ id: '00000000-0000-4000-8000-000000000000', type: '$statsCollected', contentType: 'application/json' }],
};

/** The log behind the stand-in: which appends are written, repeated or refused, and what readers see of it. */
export class StandinLog {
  private readonly records: StandinRecord[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly listeners = new Set<() => void>();
  private pending: Pending[] = [];
  private running = false;
  private visible = 0;
  private end = 0n;

  private constructor(private readonly file: LogFile | undefined) {}

  /** @param folder where it is kept; in memory when there is none */
  static async open(folder?: string): Promise<StandinLog> {
    if (folder === undefined) return StandinLog.begun(new StandinLog(undefined));
    const { file, lines } = await LogFile.open(folder);
    const log = new StandinLog(file);
    for (const line of lines) log.apply(JSON.parse(line) as Line);
    log.visible = log.records.length;
    return lines.length > 0 ? log : StandinLog.begun(log);
  }

  private static async begun(log: StandinLog): Promise<StandinLog> {
    await log.systemEvent();
    return log;
  }

  /** One event of the server's own, as its statistics are. */
  async systemEvent(): Promise<void> {
    const [record] = FIRST.records;
    const empty = Buffer.from('{}').toString('base64');
    const fresh = { ...record!, id: crypto.randomUUID(), data: empty, metadata: empty };
    await this.append([{ stream: FIRST.stream, expected: -2, records: [fresh] }]);
  }

  /** Answers when what it says is on the disk. */
  async append(writes: readonly StandinWrite[]): Promise<Answer> {
    const answer = this.judge(writes);
    let line: Line | undefined;
    if (answer === 'write') {
      line = { created: now(), writes: writes.map(({ stream, records }) => ({ stream, records })) };
      this.apply(line);
    }
    const given = answer === 'write' ? this.place(writes) : answer;
    await this.settled(line);
    return given;
  }

  async delete(stream: string): Promise<void> {
    await this.changed({ deleted: stream });
  }

  async tombstone(stream: string): Promise<void> {
    await this.changed({ tombstoned: stream });
  }

  /** Undefined when there is none (any more); in the order of revisions. */
  stream(name: string): readonly StandinRecord[] | 'tombstoned' | undefined {
    const stream = this.streams.get(name);
    if (stream?.tombstoned) return 'tombstoned';
    const end = this.records[this.visible]?.position;
    const seen = stream?.records.slice(stream.from).filter((each) => end === undefined || each.position < end) ?? [];
    return seen.length === 0 ? undefined : seen;
  }

  /** All that readers may see, in commit order. */
  get all(): readonly StandinRecord[] {
    return this.records;
  }

  get length(): number {
    return this.visible;
  }

  /** Index of the first record at or behind a position. */
  indexOf(position: bigint): number {
    let [low, high] = [0, this.visible];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.records[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  onNews(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.settled(undefined);
    await this.file?.close();
  }

  private judge(writes: readonly StandinWrite[]): Answer | 'write' {
    const dead = writes.find(({ stream }) => this.streams.get(stream)?.tombstoned);
    if (dead) return { outcome: 'tombstoned', stream: dead.stream };
    const behind = writes.find((write) => !this.stands(write));
    if (behind === undefined) return 'write';
    if (writes.every((write) => this.holds(write))) return this.place(writes);
    const { stream, expected } = behind;
    return { outcome: 'conflict', stream, expected, actual: this.last(stream) };
  }

  private stands({ stream, expected }: StandinWrite): boolean {
    const last = this.last(stream);
    if (expected === -2) return true;
    return expected === -4 ? last >= 0 : last === expected;
  }

  /** The ids stand already, at exactly the place that is asked for. */
  private holds({ stream, expected, records }: StandinWrite): boolean {
    const stored = this.streams.get(stream)?.records ?? [];
    return expected >= -1 && records.every(({ id }, index) => stored[expected + 1 + index]?.id === id);
  }

  private place(writes: readonly StandinWrite[]): Answer {
    const lasts = writes.map((write) => this.lastOf(write));
    const position = lasts.reduce((max, each) => (each.position > max ? each.position : max), 0n);
    return { outcome: 'written', position, revisions: lasts.map(({ revision }) => revision) };
  }

  private lastOf({ stream, expected, records }: StandinWrite): StandinRecord {
    const stored = this.streams.get(stream)!.records;
    return expected >= -1 ? stored[expected + records.length]! : stored.at(-1)!;
  }

  private last(stream: string): number {
    return (this.streams.get(stream)?.records.length ?? 0) - 1;
  }

  private apply(line: Line): void {
    if ('deleted' in line) return void this.truncate(line.deleted);
    if ('tombstoned' in line) {
      this.truncate(line.tombstoned).tombstoned = true;
      return;
    }
    for (const { stream, records } of line.writes) for (const record of records) this.put(stream, record, line.created);
  }

  private put(name: string, record: NewRecord, created: string): void {
    const { records } = this.opened(name);
    const stored = { ...record, stream: name, revision: records.length, position: this.end, created };
    records.push(stored);
    this.records.push(stored);
    this.end += OVERHEAD + BigInt(name.length + record.data.length + record.metadata.length);
  }

  private truncate(name: string): Stream {
    const stream = this.opened(name);
    stream.from = stream.records.length;
    return stream;
  }

  private opened(name: string): Stream {
    let stream = this.streams.get(name);
    if (!stream) this.streams.set(name, (stream = { records: [], from: 0, tombstoned: false }));
    return stream;
  }

  private async changed(line: Line): Promise<void> {
    this.apply(line);
    await this.settled(line);
  }

  private settled(line: Line | undefined): Promise<void> {
    return new Promise((done) => {
      this.pending.push({ line, upTo: this.records.length, done });
      if (!this.running) void this.flush();
    });
  }

  /** Whoever asks meanwhile goes together with the next write to the disk. */
  private async flush(): Promise<void> {
    this.running = true;
    while (this.pending.length > 0) {
      const batch = this.pending;
      this.pending = [];
      const lines = batch.flatMap(({ line }) => (line ? [JSON.stringify(line)] : []));
      if (lines.length > 0) await this.file?.append(lines);
      this.visible = Math.max(this.visible, batch.at(-1)!.upTo);
      for (const { done } of batch) done();
      if (lines.length > 0) for (const listener of this.listeners) listener();
    }
    this.running = false;
  }
}
