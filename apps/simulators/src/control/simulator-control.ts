import { type FaultOrder } from '../faults/fault.js';
import { type AssertionFailure, type Expectation } from '../journal/assertions.js';
import { type JournalEntry, type JournalQuery } from '../journal/journal.js';
import { type ScenarioName, type ScenarioParams } from '../scenario/scenario.js';
import { type Health } from './control.controller.js';
import { type Summary } from './summary.js';

export interface ScenarioOrder {
  mount: string;
  match?: Record<string, unknown>;
  scenario: ScenarioName;
  params?: Partial<ScenarioParams>;
}

export interface Emission {
  key?: string;
  overrides?: Record<string, unknown>;
  copies?: number;
  target?: string;
}

export type EmissionKind = 'lltp1/change' | 'lltp1/online-dossier' | 'dvcqg/account' | 'dvcqg/dossier';

/** The control plane of running simulators, over HTTP. Every call throws with the answer's text when it is refused. */
export class SimulatorControl {
  /** @param url origin of the simulators, e.g. `http://127.0.0.1:8090` */
  constructor(readonly url: string) {}

  health(): Promise<Health> {
    return this.ask('GET', 'health');
  }

  reset(change: { seed?: number; now?: string; keepFaults?: boolean } = {}): Promise<{ seed: number }> {
    return this.ask('POST', 'reset', change);
  }

  scenario(order: ScenarioOrder): Promise<{ applied: number; replanned: number }> {
    return this.ask('PUT', 'scenario', order);
  }

  fault(order: Omit<FaultOrder, 'id'> & { id?: string }): Promise<{ id: string }> {
    return this.ask('POST', 'faults', order);
  }

  faults(): Promise<(FaultOrder & { struck: number })[]> {
    return this.ask('GET', 'faults');
  }

  async removeFault(id: string): Promise<void> {
    await this.ask('DELETE', `faults/${encodeURIComponent(id)}`);
  }

  /** Moves the virtual clock on and waits until everything that fell due has happened. */
  advance(seconds: number): Promise<{ now: string; fired: number }> {
    return this.ask('POST', 'clock/advance', { seconds });
  }

  setClock(change: { now?: string; rate?: number }): Promise<{ now: string; rate: number; fired: number }> {
    return this.ask('POST', 'clock/set', change);
  }

  journal(query: JournalQuery = {}): Promise<JournalEntry[]> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return this.ask('GET', `journal?${new URLSearchParams(given).toString()}`);
  }

  /** What each system knows of a dossier; null when none knows it. */
  async state(key: string): Promise<Record<string, unknown> | null> {
    const response = await this.send('GET', `state/${encodeURIComponent(key)}`);
    if (response.status === 404) return null;
    return (await readJson(response)) as Record<string, unknown>;
  }

  summary(): Promise<Summary> {
    return this.ask('GET', 'summary');
  }

  assert(wanted: readonly Expectation[]): Promise<{ pass: boolean; failures: AssertionFailure[] }> {
    return this.ask('POST', 'assert', wanted);
  }

  emit(kind: EmissionKind, emission: Emission = {}): Promise<{ sent: number }> {
    return this.ask('POST', `emit/${kind}`, emission);
  }

  /** Makes every token of the gateway, or every session of the portal, invalid at once. */
  revoke(mount: 'gateway' | 'dvcqg'): Promise<{ revoked: number }> {
    return this.ask('POST', `auth/${mount}/revoke`);
  }

  credentials(
    mount: 'gateway' | 'dvcqg',
    change: { client?: string; secrets?: string[]; expiresInSeconds?: number },
  ): Promise<{ mount: string }> {
    return this.ask('PUT', `auth/${mount}`, change);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await readJson(await this.send(method, path, body))) as T;
  }

  private send(method: string, path: string, body?: unknown): Promise<Response> {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return fetch(`${this.url}/__sim/${path}`, { method, ...sent });
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`simulators refused with ${response.status}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
