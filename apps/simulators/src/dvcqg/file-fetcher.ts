import { type Call } from '../engine/mount.js';
import { sha256 } from '../engine/seeded-random.js';
import { type Struck } from '../faults/fault-book.js';
import { type FileTrouble, type PortalBooks, type PortalDossier, type PortalFile } from './portal-books.js';

type Finding = Pick<PortalFile, 'fetched' | 'trouble' | 'httpStatus' | 'size' | 'sha256'>;

const NOTHING: Finding = { fetched: false, trouble: 'broken', httpStatus: null, size: null, sha256: null };
const PATIENCE_MS = 10_000;

/** Downloads the links a province gave the portal, some time after it gave them: HEAD, a first range, then the whole file. */
export class FileFetcher {
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly books: PortalBooks,
    private readonly strike: (call: Call) => Struck[],
  ) {}

  /** Fetches everything due by `now`; answers how many links were tried. Never runs twice at a time. */
  async runDue(now: number): Promise<number> {
    const before = this.running;
    const run = before.then(() => this.fetchAll(now));
    this.running = run.catch(() => 0);
    return run;
  }

  private async fetchAll(now: number): Promise<number> {
    const due = this.books
      .all()
      .flatMap((dossier) => dossier.files.filter((file) => isDue(file, now)).map((file) => ({ dossier, file })));
    for (const { dossier, file } of due) this.note(dossier.key, file, await this.fetchOne(dossier, file));
    return due.length;
  }

  private async fetchOne(dossier: PortalDossier, file: PortalFile): Promise<Finding> {
    const pretended = this.pretended(dossier, file);
    if (pretended !== null) return { ...NOTHING, trouble: pretended };
    try {
      return await download(file.url);
    } catch (error) {
      return { ...NOTHING, trouble: error instanceof Error && error.name === 'TimeoutError' ? 'slow' : 'broken' };
    }
  }

  /** Trouble that a `url` fault makes up for a link that may be sound. */
  private pretended(dossier: PortalDossier, file: PortalFile): FileTrouble | null {
    const said = { key: dossier.key, id: file.id, kind: file.kind };
    const struck = this.strike({ ...fetchCall, keys: [dossier.key], fields: said });
    const fault = struck.map((one) => one.fault).find((one) => one.type === 'url');
    return fault?.type === 'url' ? (fault.variant === 'notFound' ? 'broken' : fault.variant) : null;
  }

  /** The dossier may have been updated while the download ran, so it is read again. */
  private note(key: string, file: PortalFile, finding: Finding): void {
    const dossier = this.books.get(key);
    if (dossier === undefined) return;
    const files = dossier.files.map((one) => (one.url === file.url ? { ...one, ...finding } : one));
    this.books.save({ ...dossier, files });
  }
}

const fetchCall: Call = {
  mount: 'dvcqg',
  operation: 'fetch',
  keys: [],
  fields: {},
  credential: 'portal',
  behindGateway: false,
  execute: () => ({ status: 200, body: '', effect: 'none' }),
  business: () => ({ status: 200, body: '', effect: 'none' }),
};

function isDue({ fetched, trouble, dueAt }: PortalFile, now: number): boolean {
  return !fetched && trouble === null && dueAt <= now;
}

async function download(url: string): Promise<Finding> {
  const head = await ask(url, { method: 'HEAD' });
  if (!head.ok) return { ...NOTHING, ...refusal(head.status) };
  const promised = Number(head.headers.get('content-length'));
  const part = await ask(url, { headers: { range: 'bytes=0-0' } });
  const firstByte = new Uint8Array(await part.arrayBuffer());
  const whole = await ask(url, {});
  if (!whole.ok) return { ...NOTHING, ...refusal(whole.status) };
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const measured = { httpStatus: whole.status, size: bytes.length, sha256: sha256(bytes) };
  if (bytes.length !== promised) return { ...measured, fetched: false, trouble: 'wrongLength' };
  const ranged = part.status === 206 && firstByte.length === 1 && firstByte[0] === bytes[0];
  return ranged || bytes.length === 0
    ? { ...measured, fetched: true, trouble: null }
    : { ...measured, fetched: false, trouble: 'noRange' };
}

/** 403 and 410 are how signed links say that they have run out. */
function refusal(httpStatus: number): Pick<Finding, 'httpStatus' | 'trouble'> {
  return { httpStatus, trouble: httpStatus === 403 || httpStatus === 410 ? 'expired' : 'broken' };
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, redirect: 'follow', signal: AbortSignal.timeout(PATIENCE_MS) });
}
