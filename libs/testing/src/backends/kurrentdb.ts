export interface RealKurrentDb {
  /** What the reports call it. */
  readonly from: 'environment' | 'docker';
  start(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

/** The oldest release with long support that the adapter speaks to. */
const IMAGE = 'kurrentplatform/kurrentdb:26.0';

/** The address in the environment, else Docker if MOTCUA_TEST_INFRA=docker, else undefined: there is no local process of it. */
export function realKurrentDb(): RealKurrentDb | undefined {
  const { MOTCUA_KURRENTDB_URL: url, MOTCUA_TEST_INFRA: infra } = process.env;
  if (url !== undefined) return { from: 'environment', start: async () => ({ url, stop: async () => undefined }) };
  if (infra === 'docker') return { from: 'docker', start: inDocker };
  return undefined;
}

async function inDocker(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { KurrentDbContainer } = await import('@testcontainers/kurrentdb');
  const container = await new KurrentDbContainer(IMAGE).start();
  return { url: container.getConnectionString(), stop: async () => void (await container.stop()) };
}
