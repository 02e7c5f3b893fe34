import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { type Manifest, schemaFaults } from './kubernetes-faults.js';

const root = join(import.meta.dirname, '../..');
const KUSTOMIZE = [
  ['kubectl', 'kustomize'],
  ['kustomize', 'build'],
  ['go', 'run', 'sigs.k8s.io/kustomize/kustomize/v5@v5.5.0', 'build'],
] as const;

/** The objects of an overlay, by the first kustomize that this machine has. */
function built(overlay: string): Manifest[] {
  for (const [command, ...words] of KUSTOMIZE) {
    const done = spawnSync(command, [...words, join(root, 'k8s/overlays', overlay)], { encoding: 'utf8' });
    if (done.error !== undefined) continue;
    if (done.status !== 0) throw new Error(done.stderr);
    return parseAllDocuments(done.stdout).map((document) => document.toJS() as Manifest);
  }
  throw new Error('kubectl, kustomize or go is needed to build the manifests, and none is installed');
}

describe.each(['single-node', 'highly-available'])('the overlay %s', (overlay) => {
  it('is made of objects that the Kubernetes schemas know', async () => {
    const manifests = built(overlay);
    expect(manifests.length).toBeGreaterThan(20);
    expect((await Promise.all(manifests.map(schemaFaults))).flat()).toEqual([]);
  });

  it('names no image without a release and carries no Secret', () => {
    const text = JSON.stringify(built(overlay));
    expect(text).not.toMatch(/"kind":"Secret"|:latest"|"image":"[^":]+"/);
  });
});

describe('the schemas', () => {
  const pod = (container: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'planted' },
    spec: { containers: [{ name: 'app', ...container }] },
  });

  it('notice an unknown field, a wrong type and an unknown kind', async () => {
    await expect(schemaFaults(pod({ image: 'x:1' }))).resolves.toEqual([]);
    await expect(schemaFaults(pod({ imagee: 'x:1' }))).resolves.toHaveLength(1);
    await expect(schemaFaults(pod({ ports: [{ containerPort: '80' }] }))).resolves.toHaveLength(1);
    await expect(schemaFaults({ ...pod({}), kind: 'Pot' })).resolves.toEqual(['Pot planted: unknown kind']);
  });
});
