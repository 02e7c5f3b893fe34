import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findKustomize, type Kustomize } from './kustomize.js';
import { manifestFaults } from './manifest-faults.js';
import { type Manifest, workloadsIn } from './manifest.js';
import { schemaFaults } from './schema-faults.js';

const folder = join(import.meta.dirname, '../../k8s');
const under = (path: string): string[] => globSync(`${path}/*/`, { cwd: folder }).map((one) => one.replace(/\/$/, ''));
const found = findKustomize();
const missing = 'missing' in found ? found.missing : undefined;
if (missing !== undefined) process.stderr.write(`\nTHE MANIFESTS ARE NOT CHECKED: no kustomize here. ${missing}\n\n`);
const builds = new Map<string, Manifest[]>();
const jobsOf = (overlay: string): string[] => under(`jobs/${overlay.endsWith('kurrentdb') ? 'kurrentdb' : 'postgres'}`);

/** Each but once: by `go run` a build takes its time. */
function build(path: string): Manifest[] {
  const manifests = builds.get(path) ?? (found as Kustomize).build(path);
  builds.set(path, manifests);
  return manifests;
}

(missing === undefined ? describe : describe.skip).each(under('overlays'))('%s', (overlay) => {
  it('is made of objects that the Kubernetes schemas know', async () => {
    const manifests = build(overlay);
    expect(manifests.length).toBeGreaterThan(20);
    expect((await Promise.all(manifests.map(schemaFaults))).flat()).toEqual([]);
  });

  it('fits together, and its settings fit the apps; so do the Jobs that are made by hand', () => {
    const byHand = jobsOf(overlay).flatMap(build);
    expect(byHand.map(({ kind }) => kind)).toEqual(['Job', 'Job']);
    expect(manifestFaults([...build(overlay), ...byHand])).toEqual([]);
  });

  it('gives only those Jobs a key file that they may write that an erasure needs', () => {
    const writers = workloadsIn([...build(overlay), ...jobsOf(overlay).flatMap(build)]).filter(({ spec }) =>
      JSON.stringify(spec).includes('{"mountPath":"/keys","name":"keys"}'),
    );
    expect(writers.map(({ metadata }) => metadata.name).sort()).toEqual(['create-keys', 'erase']);
  });

  it('leaves a pod the time to drain, and the thirty seconds after it', () => {
    const deployments = workloadsIn(build(overlay)).filter(({ kind }) => kind === 'Deployment');
    for (const { spec } of deployments) {
      const { containers, terminationGracePeriodSeconds: grace } = spec.template.spec;
      const drain = containers[0]!.env!.find(({ name }) => name === 'MOTCUA_DRAIN_MS')!.value;
      expect(grace).toBeGreaterThan(Number(drain) / 1000 + 30);
    }
  });
});

(missing === undefined ? describe : describe.skip).each(under('jobs/*'))('%s', (job) => {
  it('is made of objects that the Kubernetes schemas know', async () => {
    expect((await Promise.all(build(job).map(schemaFaults))).flat()).toEqual([]);
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

describe('the search for a kustomize', () => {
  it('says why there is none', () => {
    expect(findKustomize([{ probe: ['no-such-kustomize', 'version'], build: [] }])).toEqual({
      missing: expect.stringContaining('ENOENT'),
    });
  });
});
