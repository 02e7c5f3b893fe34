import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/** A PDF looked at with somebody else's eyes: poppler's (`apt-get install poppler-utils`). Without them the specs fail. */
export class LookedAt {
  private readonly folder = mkdtempSync(join(tmpdir(), 'motcua-pdf-'));
  private readonly images = new Map<string, PNG>();
  private readonly file = join(this.folder, 'paper.pdf');

  constructor(bytes: Uint8Array) {
    writeFileSync(this.file, bytes);
  }

  /** As a reader takes it, runs of spaces as one. */
  get text(): string {
    return poppler('pdftotext', '-raw', this.file, '-').replaceAll(/\s+/g, ' ');
  }

  /** Lines as they stand on the pages. */
  get layout(): string {
    return poppler('pdftotext', '-layout', this.file, '-');
  }

  get pages(): number {
    return Number(/^Pages: +(\d+)/m.exec(this.info)![1]);
  }

  /** Width and height of each page, millimetres. */
  get sizes(): [number, number][] {
    const told = poppler('pdfinfo', '-f', '1', '-l', '99', this.file);
    const sizes = [...told.matchAll(/^Page +\d+ size: +([\d.]+) x ([\d.]+) pts/gm)];
    return sizes.map(([, width, height]) => [millimetres(width!), millimetres(height!)]);
  }

  /** Name, whether embedded, whether it maps back to Unicode. */
  get fonts(): { readonly name: string; readonly embedded: boolean; readonly unicode: boolean }[] {
    const [, , ...lines] = poppler('pdffonts', this.file).trimEnd().split('\n');
    return lines.map((line) => {
      const [name] = line.split(/\s+/);
      const [embedded, , unicode] = line.match(/\b(yes|no)\b/g)!;
      return { name: name!, embedded: embedded === 'yes', unicode: unicode === 'yes' };
    });
  }

  image(page: number, dpi: number): PNG {
    const key = `${page} ${dpi}`;
    const image = this.images.get(key) ?? this.rendered(page, dpi);
    this.images.set(key, image);
    return image;
  }

  private rendered(page: number, dpi: number): PNG {
    const stem = join(this.folder, `page-${page}-${dpi}`);
    const pages = ['-f', String(page), '-l', String(page)];
    poppler('pdftoppm', '-png', '-r', String(dpi), ...pages, '-singlefile', this.file, stem);
    return PNG.sync.read(readFileSync(`${stem}.png`));
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private get info(): string {
    return poppler('pdfinfo', this.file);
  }
}

function millimetres(points: string): number {
  return Math.round((Number(points) / 72) * 25.4);
}

function poppler(command: string, ...words: readonly string[]): string {
  return execFileSync(command, words, { encoding: 'utf8' });
}
