import type { Role } from './actor.js';
import type { AuthOptions } from './token-verifier.js';

export interface DemoClaims {
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly units?: readonly string[];
  readonly personalId?: string;
  readonly clientId?: string;
}

/**
 * Mints tokens for the demo and for tests, with an ES256 key of its own that is kept in a folder. It exists only where somebody
 * opens it: no app does so by itself.
 */
export class DemoIssuer {
  /** Loads the key of `folder`, or makes one (file mode 0600). */
  static async open(folder: string): Promise<DemoIssuer> {
    throw new Error('being built');
  }

  /** A key that lives in memory only; for specs. */
  static async inMemory(): Promise<DemoIssuer> {
    throw new Error('being built');
  }

  /** How a service must be set up to trust this issuer. */
  get auth(): AuthOptions {
    throw new Error('being built');
  }

  /** @param lifetimeSeconds default 8 hours */
  async token(claims: DemoClaims, lifetimeSeconds = 8 * 3600): Promise<string> {
    throw new Error('being built');
  }
}
