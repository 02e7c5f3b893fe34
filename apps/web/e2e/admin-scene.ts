import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Product } from './product.ts';
import { submitSample } from './sample-dossier.ts';

/** An installation in which something has happened that administrators and auditors look at. */
export class AdminScene {
  dossierId = '';
  dossierCode = '';
  /** The officer who looked at it. */
  readonly reader = 'demo-desk-officer-H99.14-reader';

  private constructor(
    readonly product: Product,
    private readonly database: pg.Pool,
  ) {}

  static async open(): Promise<AdminScene> {
    const product = await Product.start();
    const url = await product.setting('MOTCUA_POSTGRES_OWNER_URL');
    const scene = new AdminScene(product, new pg.Pool({ connectionString: url, max: 1 }));
    await scene.submit();
    await scene.get(`/api/desk/v1/dossiers/${scene.dossierId}`, {
      role: 'deskOfficer',
      unit: 'H99.14',
      account: 'reader',
    });
    await scene.calm();
    await scene.poison();
    return scene;
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.product.stop();
  }

  /** A fact that a consumer set aside, as it does when its handler throws again and again; and a foreign record of the broker. */
  private async poison(): Promise<void> {
    await this.database.query(
      `WITH last AS (
         UPDATE kit.feed_inbox SET version = version - 1
         WHERE consumer = 'desk-deadlines' AND dossier_id = $1 RETURNING version + 1 AS version)
       INSERT INTO kit.feed_parked (consumer, dossier_id, version, event_type, error_name, attempts)
       SELECT 'desk-deadlines', $1, version, 'DossierSubmitted', 'TypeError', 8 FROM last`,
      [this.dossierId],
    );
    // the consumer is taken over, as after a crash, and recalls what was parked
    await this.database.query(`UPDATE kit.leases SET token = token + 1 WHERE name = 'feed:desk-deadlines'`);
    await this.database.query(
      `INSERT INTO kit.feed_quarantined (consumer, topic, partition, record_offset, digest, fault)
       VALUES ('portal-sync', 'motcua.dossier.lifecycle.v1', 3, 120045, repeat('ab', 32), 'header-missing')`,
    );
  }

  private async submit(): Promise<void> {
    Object.assign(this, await submitSample(this.product, '099201000001'));
  }

  /** Everybody is at the head, everything is delivered, and the process has told that it is ready. */
  private async calm(): Promise<void> {
    for (;;) {
      const { services, consumers, views, deliveries } = (await this.get('/api/desk/v1/health-overview', {
        role: 'administrator',
        unit: 'H99',
      })) as Record<string, { state?: string; behind?: number | null }[]>;
      const behind = [...consumers!, ...views!].some((one) => (one.behind ?? 0) > 0);
      if (services!.every(({ state }) => state === 'ready') && !behind && deliveries!.length === 0) return;
      await pause(200);
    }
  }

  private async get(path: string, who: Parameters<Product['token']>[0]): Promise<unknown> {
    const authorization = `Bearer ${await this.product.token(who)}`;
    const response = await fetch(`${this.product.url}${path}`, { headers: { authorization } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
