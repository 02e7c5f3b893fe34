export const roles = [
  'citizen',
  'deskOfficer',
  'resolvingOfficer',
  'unitLeader',
  'administrator',
  'auditor',
  'integrator',
] as const;

export type Role = (typeof roles)[number];

/** Roles whose holders answer for everything below their unit. */
const COVERS_SUBTREE: readonly (Role | 'system')[] = ['administrator', 'unitLeader'];

/** Who acts: a person or a client behind a token, or one of our own services (`Actor.system`). */
export class Actor {
  constructor(
    /** Opaque subject id of the account; never a name. Goes into events and logs. */
    readonly subject: string,
    readonly roles: readonly (Role | 'system')[],
    /** Canonical unit codes, level 1 first, e.g. `H99.14`. */
    readonly units: readonly string[] = [],
    /** The client software, when the token names one. */
    readonly clientId?: string,
    /** Citizens only: the personal number (số định danh cá nhân). Never logged, never stored outside `sealed`. */
    readonly personalId?: string,
  ) {}

  /** A service acting by itself: a policy, a timer, an importer. */
  static system(name: string): Actor {
    return new Actor(`system:${name}`, ['system']);
  }

  /** All roles in one word for the metadata of events, e.g. `deskOfficer` or `deskOfficer,unitLeader`. */
  get role(): string {
    return this.roles.join(',');
  }

  has(...wanted: readonly (Role | 'system')[]): boolean {
    return this.roles.some((role) => wanted.includes(role));
  }

  /**
   * Whether the actor may act for a unit. Officers act for exactly the units of their token; unit leaders and administrators also
   * for everything below them (`H99` covers `H99.14` and `H99.14.02`, not `H991`). Our services act for every unit; auditors and
   * integrators for none: they have their own endpoints. Our own choice, no law.
   */
  mayActFor(unitCode: string): boolean {
    if (this.has('system')) return true;
    if (!this.has('deskOfficer', 'resolvingOfficer', ...COVERS_SUBTREE)) return false;
    if (this.units.includes(unitCode)) return true;
    return this.has(...COVERS_SUBTREE) && this.units.some((unit) => unitCode.startsWith(`${unit}.`));
  }

  /** Without the personal number, so that an actor can never leak it through a log or a problem document. */
  toJSON(): object {
    return { subject: this.subject, roles: this.roles, units: this.units };
  }
}
