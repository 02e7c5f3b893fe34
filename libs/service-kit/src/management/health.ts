export interface CheckResult {
  readonly ok: boolean;
  /** A short word why; never personal data, never a value of the configuration. */
  readonly detail?: string;
}

export interface HealthReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** What must hold before this process may get work. Whoever owns a dependency or a consumer registers its check. */
export class Health {
  readonly #checks = new Map<string, () => Promise<CheckResult>>();
  #draining = false;

  /** @param name stable, e.g. `store`, `consumer:dossier-code` @throws when the name is taken */
  add(name: string, check: () => Promise<CheckResult>): void {
    if (this.#checks.has(name)) throw new Error(`health check ${name} is registered twice`);
    this.#checks.set(name, check);
  }

  /** From now on the process is not ready: it is going down. */
  drain(): void {
    this.#draining = true;
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await settled(check)] as const),
    );
    const checks: Record<string, CheckResult> = Object.fromEntries(results);
    if (this.#draining) checks['draining'] = { ok: false, detail: 'shutting down' };
    return { ready: Object.values(checks).every((check) => check.ok), checks };
  }
}

const PATIENCE_MS = 3_000;

/** A check that throws or hangs has failed; its error text stays inside. */
async function settled(check: () => Promise<CheckResult>): Promise<CheckResult> {
  const { promise: late, resolve } = Promise.withResolvers<CheckResult>();
  const timer = setTimeout(() => resolve({ ok: false, detail: 'no answer in time' }), PATIENCE_MS);
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.name : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
