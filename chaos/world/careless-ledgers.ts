// Ledgers with one guard less each. Nothing of this is reachable from the product.
import { setTimeout as pause } from 'node:timers/promises';
import { type Grant, PostgresFeedLedger } from '@motcua/messaging/embedded';
import type { Pool } from 'pg';

/** Does not know which facts of a dossier were handled before this process began. */
export class ForgetfulLedger extends PostgresFeedLedger {
  override async handled(): Promise<Map<string, number>> {
    return new Map();
  }
}

const SEIZE = `
  INSERT INTO kit.leases AS l (name, token, holder_pid, holder_start, expires_at)
  SELECT $1, 1, pid, backend_start, 'infinity' FROM pg_stat_activity WHERE pid = pg_backend_pid()
  ON CONFLICT (name) DO UPDATE SET token = l.token + 1 RETURNING token`;

/** Works on whatever partition the group assigns, at once: its writes are fenced as ever, but it waits for no former owner. */
export class LeaselessLedger extends PostgresFeedLedger {
  private readonly connections: Pool;

  constructor(pool: Pool) {
    super(pool);
    this.connections = pool;
  }

  override async lead(name: string, work: (grant: Grant) => Promise<void>, stop: AbortSignal): Promise<void> {
    const leaseName = `feed:${name}`;
    const never = new AbortController().signal;
    while (!stop.aborted) {
      const { rows } = await this.connections.query<{ token: string }>(SEIZE, [leaseName]);
      await work({ name: leaseName, token: rows[0]!.token, signal: never }).catch((error: unknown) =>
        console.error(error),
      );
      await pause(500, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}
