import { randomUUID } from 'node:crypto';
import type { AppProcess } from './app-process.ts';
import type { World } from './world.ts';

/** An officer at the desk of one unit. */
export class Officer {
  private readonly world: World;
  private readonly app: AppProcess;
  private readonly unit: string;

  constructor(world: World, app: AppProcess, unit: string) {
    this.world = world;
    this.app = app;
    this.unit = unit;
  }

  async accept(dossierId: string): Promise<void> {
    await this.tell(dossierId, 'acceptance', { checksDone: true });
  }

  /** Takes the fee in cash. @param amount đồng */
  async cash(dossierId: string, amount: number): Promise<void> {
    const { id } = await this.tell(dossierId, 'payments', { amount });
    await this.tell(dossierId, `payments/${id}/receipt`, { amount, method: 'cash', receiptNumber: 'BL-1' });
  }

  async forward(dossierId: string): Promise<void> {
    await this.tell(dossierId, 'steps', { toUnit: this.unit, handler: 'officer-2' });
  }

  /** @throws with the problem when the desk refuses */
  private async tell(dossierId: string, command: string, body: object): Promise<{ id?: string }> {
    const token = await this.world.issuer.token({
      subject: 'officer-1',
      roles: ['deskOfficer', 'resolvingOfficer', 'unitLeader'],
      units: [this.unit],
    });
    const response = await fetch(`${this.app.url}/api/desk/v1/dossiers/${dossierId}/${command}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${command} of ${dossierId}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id?: string };
  }
}
