import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileFault } from './catalogue-fault.js';
import { duplicateKeys } from './duplicate-keys.js';

/** Parsed JSON files of a catalogue folder by their path inside it, with `/`. */
export type CatalogueFiles = ReadonlyMap<string, unknown>;

/** Reads every `.json` file below a folder; one that is no JSON, or says a thing twice, becomes a fault. */
export async function readCatalogueFiles(folder: string): Promise<{ files: CatalogueFiles; faults: FileFault[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const files = new Map<string, unknown>();
  const faults: FileFault[] = [];
  for (const [index, path] of paths.entries()) {
    const file = relative(folder, path).split(sep).join('/');
    const text = texts[index]!.replace(/^\uFEFF/, '');
    try {
      files.set(file, JSON.parse(text));
      faults.push(...duplicateKeys(text).map((pointer) => ({ file, pointer, reason: 'stands there twice' })));
    } catch (error) {
      faults.push({ file, pointer: '', reason: `is not JSON: ${(error as Error).message}` });
    }
  }
  return { files, faults };
}
