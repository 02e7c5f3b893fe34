import type { Wish } from '../demo-tokens.js';
import { ApiUser } from './api-user.js';
import type { Story } from './story.js';

/** Everybody who acts in the stories, each with a token of their own. */
export class Accounts {
  private readonly users = new Map<string, Promise<ApiUser>>();

  constructor(
    private readonly url: string,
    private readonly token: (wish: Wish) => Promise<string>,
  ) {}

  /** Whoever hands the dossier of a story in; an account without a personal number stands for that dossier only. */
  citizen({ id, submitter: { personalId } }: Story): Promise<ApiUser> {
    return this.user({ role: 'citizen', ...(personalId === null ? { account: id } : { personalId }) });
  }

  /** The system of an outside channel. */
  integrator(channel: string): Promise<ApiUser> {
    const clientId = {
      nationalPortal: 'demo-national-portal',
      vneid: 'demo-vneid',
      linkedPortal: 'demo-linked-portal',
    }[channel];
    if (clientId === undefined) throw new Error(`no system sends by the channel ${channel}`);
    return this.user({ role: 'integrator', clientId });
  }

  desk(unit: string): Promise<ApiUser> {
    return this.user({ role: 'deskOfficer', unit });
  }

  resolver(unit: string): Promise<ApiUser> {
    return this.user({ role: 'resolvingOfficer', unit });
  }

  leader(unit: string): Promise<ApiUser> {
    return this.user({ role: 'unitLeader', unit });
  }

  administrator(): Promise<ApiUser> {
    return this.user({ role: 'administrator', unit: 'H99' });
  }

  auditor(): Promise<ApiUser> {
    return this.user({ role: 'auditor' });
  }

  private user(wish: Wish): Promise<ApiUser> {
    const key = JSON.stringify(wish);
    const known = this.users.get(key) ?? this.token(wish).then((token) => new ApiUser(this.url, token));
    this.users.set(key, known);
    return known;
  }
}
