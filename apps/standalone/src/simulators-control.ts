/** What the demo asks of the stand-ins; they are another process, known by HTTP only. */
export interface SimulatedDossier {
  readonly key: string;
  readonly committed: number;
  readonly status: string;
}

export interface SimulatorsSummary {
  readonly mounts: Readonly<Record<string, readonly SimulatedDossier[]>>;
}

export interface Expectation {
  readonly expect: string;
  readonly mount?: string;
  readonly operation?: string;
  readonly key?: string;
  readonly status?: string;
}

export interface ExpectationFailure extends Expectation {
  readonly found: unknown;
}

/** The control plane of the stand-ins. Every call throws with the answer's words when it is refused. */
export class SimulatorsControl {
  constructor(private readonly url: string) {}

  async now(): Promise<string> {
    const { now } = await this.ask<{ now: string }>('GET', 'health');
    return new Date(now).toISOString();
  }

  async setClock(change: { readonly now?: string; readonly rate?: number }): Promise<void> {
    await this.ask('POST', 'clock/set', change);
  }

  async scenario(order: object): Promise<void> {
    await this.ask('PUT', 'scenario', order);
  }

  async fault(order: object): Promise<void> {
    await this.ask('POST', 'faults', order);
  }

  async account(personalId: string, techId: string): Promise<void> {
    await this.ask('POST', 'emit/dvcqg/account', { key: personalId, overrides: { TECHNICALID: techId } });
  }

  async credentials(mount: 'gateway' | 'dvcqg', change: object): Promise<void> {
    await this.ask('PUT', `auth/${mount}`, change);
  }

  summary(): Promise<SimulatorsSummary> {
    return this.ask('GET', 'summary');
  }

  async failures(wanted: readonly Expectation[]): Promise<readonly ExpectationFailure[]> {
    return (await this.ask<{ failures: readonly ExpectationFailure[] }>('POST', 'assert', wanted)).failures;
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.url}/__sim/${path}`, { method, ...sent });
    const text = await response.text();
    if (!response.ok) throw new Error(`the simulators refused ${path} with ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
