import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.js';

const folder = join(import.meta.dirname, '../../k8s');

const GO_RUN = ['go', 'run', 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.1'];

interface Tool {
  readonly probe: readonly string[];
  readonly build: readonly string[];
}

/** The first of these that this machine has; the last one needs the Go module proxy at its first use. */
const TOOLS: readonly Tool[] = [
  { probe: ['kubectl', 'kustomize', '--help'], build: ['kubectl', 'kustomize'] },
  { probe: ['kustomize', 'version'], build: ['kustomize', 'build'] },
  { probe: [...GO_RUN, 'version'], build: [...GO_RUN, 'build'] },
];

const PATIENCE_MS = 300_000;

function ran([command, ...words]: readonly string[]): { readonly ok: boolean; readonly text: string } {
  const done = spawnSync(command!, words, { encoding: 'utf8', timeout: PATIENCE_MS, maxBuffer: 64 * 1024 * 1024 });
  return { ok: done.status === 0, text: done.status === 0 ? done.stdout : (done.error?.message ?? done.stderr) };
}

export interface Kustomize {
  /** @param path below `k8s`, e.g. `overlays/single-node` @throws with kustomize's own words */
  build(path: string): Manifest[];
}

/** The kustomize of this machine, or why there is none. */
export function findKustomize(tools: readonly Tool[] = TOOLS): Kustomize | { readonly missing: string } {
  const reasons: string[] = [];
  for (const { probe, build } of tools) {
    const { ok, text } = ran(probe);
    if (ok) return { build: (path) => manifestsOf([...build, join(folder, path)]) };
    reasons.push(`${probe.slice(0, -1).join(' ')}: ${text.trim().split('\n').at(-1)}`);
  }
  return { missing: reasons.join('; ') };
}

function manifestsOf(command: readonly string[]): Manifest[] {
  const { ok, text } = ran(command);
  if (!ok) throw new Error(text);
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}
