import { randomUUID } from 'node:crypto';
import type { AppProcess } from './app-process.ts';
import type { World } from './world.ts';

export interface ReplayJob {
  readonly jobId: string;
  readonly status: string;
  readonly plan: { readonly count: number };
  readonly tally: { readonly done: number };
}

/** Two administrators of the province: one asks for a replay, the other approves it. */
export class Administrators {
  private readonly world: World;
  private readonly app: AppProcess;

  constructor(world: World, app: AppProcess) {
    this.world = world;
    this.app = app;
  }

  /** Every fact there is, again, for one subscriber. */
  async redeliver(target: string, ratePerSecond: number): Promise<ReplayJob> {
    const wish = { kind: 'redeliver', target, ratePerSecond, reasonCode: 'subscriber-lost-data' };
    const { jobId } = await this.ask('admin-1', 'POST', '', wish);
    return this.ask('admin-2', 'POST', `/${jobId}/approve`, {});
  }

  job(jobId: string): Promise<ReplayJob> {
    return this.ask('admin-1', 'GET', `/${jobId}`);
  }

  /** @throws with the problem when the desk refuses */
  private async ask(subject: string, method: string, path: string, body?: object): Promise<ReplayJob> {
    const token = await this.world.issuer.token({ subject, roles: ['administrator'], units: ['H99'] });
    const response = await fetch(`${this.app.url}/api/desk/v1/replays${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} replays${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as ReplayJob;
  }
}
