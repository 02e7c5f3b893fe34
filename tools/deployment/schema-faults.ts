import type { Json, Manifest } from './manifest.js';

type Model = new () => { validate(): void };

/**
 * What the Kubernetes schemas say against an object. Their validators pass over fields that they do not know, so what a validator
 * never looked at is a fault as well.
 */
export async function schemaFaults(manifest: Manifest): Promise<string[]> {
  const where = `${manifest.kind} ${manifest.metadata.name}`;
  const group = (await import(`kubernetes-models/${manifest.apiVersion}`).catch(() => ({}))) as Record<string, Model>;
  const model = group[manifest.kind];
  if (model === undefined) return [`${where}: unknown kind`];
  const unseen = new Set<string>();
  const watched = watch(manifest as unknown as Json, '', unseen);
  const prototype = model.prototype as { validate(this: unknown): void };
  try {
    prototype.validate.call(watched);
  } catch (error) {
    return [`${where}: ${(error as Error).message}`];
  }
  return [...unseen].map((path) => `${where}: ${path} is no field`);
}

function watch(value: Json, path: string, unseen: Set<string>): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => watch(item, `${path}/${index}`, unseen));
  const entries = Object.entries(value).map(([key, item]) => [key, watch(item, `${path}/${key}`, unseen)] as const);
  const copy: Record<string, Json> = Object.fromEntries(entries);
  for (const [key] of entries) unseen.add(`${path}/${key}`);
  return new Proxy(copy, {
    get(target, key) {
      unseen.delete(`${path}/${String(key)}`);
      return target[String(key)];
    },
  });
}
