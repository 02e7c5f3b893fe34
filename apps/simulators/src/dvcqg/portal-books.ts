import { sha256 } from '../engine/seeded-random.js';
import { type Collection, type Store } from '../engine/store.js';
import { isRecord, textOf } from '../rules/fields.js';

export interface ProgressStep {
  status: string;
  /** `yyyyMMddHHmmss` in Vietnam, as sent; sorts as text */
  at: string;
  /** digest of the whole item, by which a repetition is noticed */
  digest: string;
}

export type FileTrouble = 'broken' | 'expired' | 'wrongLength' | 'noRange' | 'slow';

export interface PortalFile {
  id: string;
  url: string;
  /** input scan or result paper */
  kind: 'input' | 'result';
  /** virtual milliseconds at which it will be downloaded */
  dueAt: number;
  fetched: boolean;
  trouble: FileTrouble | null;
  httpStatus: number | null;
  size: number | null;
  sha256: string | null;
}

/** A dossier as the national portal shows it; nothing personal is kept. */
export interface PortalDossier {
  key: string;
  status: string;
  procedure: string;
  inserted: number;
  updated: number;
  firstAt: number;
  /** known accounts only: an online dossier stands in its owner's account */
  accountLinked: boolean;
  progress: ProgressStep[];
  files: PortalFile[];
}

/** What the national portal has been told. */
export class PortalBooks {
  private readonly dossiers: Collection<PortalDossier>;
  private readonly ownDossiers: Collection<{ TrangThai: string; MaHoSoDonVi: string }>;

  constructor(store: Store) {
    this.dossiers = store.collection('dvcqg');
    this.ownDossiers = store.collection('dvcqg-own');
  }

  get(key: string): PortalDossier | undefined {
    return this.dossiers.get(key);
  }

  all(): PortalDossier[] {
    return this.dossiers.entries().map(([, dossier]) => dossier);
  }

  /** What was reported of a dossier that citizens handed to the portal itself. */
  own(key: string): object | undefined {
    return this.ownDossiers.get(key);
  }

  reportOwn(key: string, status: string, ourCode: string): void {
    this.ownDossiers.put(key, { TrangThai: status, MaHoSoDonVi: ourCode });
  }

  save(dossier: PortalDossier): void {
    this.dossiers.put(dossier.key, dossier);
  }

  /** Insert or update: the newest content counts, links already downloaded are not downloaded again. */
  upsert(sent: Record<string, unknown>, now: number, fetchAt: number): void {
    const key = textOf(sent['MaHoSo']);
    const known = this.get(key);
    const { inserted, updated, firstAt, progress } = known ?? { inserted: 1, updated: -1, firstAt: now, progress: [] };
    const kept = known?.files ?? [];
    this.save({
      key,
      status: textOf(sent['TrangThaiHoSo']),
      procedure: textOf(sent['MaTTHC']),
      inserted,
      updated: updated + 1,
      firstAt,
      accountLinked: textOf(sent['MaDoiTuong']) !== '',
      progress,
      files: linksOf(sent).map((link) => kept.find(({ url }) => url === link.url) ?? fresh(link, fetchAt)),
    });
  }
}

export function digestOf(item: unknown): string {
  return sha256(JSON.stringify(item));
}

function fresh(link: Pick<PortalFile, 'id' | 'url' | 'kind'>, dueAt: number): PortalFile {
  return { ...link, dueAt, fetched: false, trouble: null, httpStatus: null, size: null, sha256: null };
}

function linksOf(sent: Record<string, unknown>): Pick<PortalFile, 'id' | 'url' | 'kind'>[] {
  const inputs = records(sent['TaiLieuNop']).filter((file) => file['IsDeleted'] !== 'True');
  const results = records(sent['DanhSachGiayToKetQua']);
  return [
    ...inputs.map((file, at) => link('input', file['TepDinhKemId'], at, file['DuongDanTaiTepTin'])),
    ...results.map((file, at) => link('result', file['GiayToId'], at, file['DuongDanTepTinKetQua'])),
  ];
}

function link(
  kind: PortalFile['kind'],
  id: unknown,
  at: number,
  url: unknown,
): Pick<PortalFile, 'id' | 'url' | 'kind'> {
  const named = typeof id === 'string' && id !== '' ? id : String(at + 1);
  return { id: named, kind, url: textOf(url) };
}

function records(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
