import type { SubmissionPersonal } from '@motcua/domain';
import { Log, NotYet, PersonalData, type DueTimer } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DossierCommands } from '../portal/dossier-commands.js';
import { PortalWire } from '../portal/portal-wire.js';
import { syncActor } from '../portal/sync-actor.js';
import { SyncTimers } from '../portal/sync-timers.js';

/** Kind of the timers that look accounts up; key = dossier id. */
export const accountTimer = 'account';

/** About a day: then the dossier goes without an account, and the next sign-on of the applicant links it. */
const MAX_TRIES = 30;

/** How the applicant is known at the portal: by the account that signed on, by the personal number, or not yet. */
interface Account {
  readonly outcome: 'linked' | 'linkable' | 'new';
  readonly techId: string | null;
}

/** The portal did not answer the question: asked again later. */
class AccountUnknown extends NotYet {
  override readonly name = 'AccountUnknown';
}

@Injectable()
export class AccountResolver implements OnModuleInit {
  constructor(
    private readonly personal: PersonalData,
    private readonly wire: PortalWire,
    private readonly commands: DossierCommands,
    private readonly timers: SyncTimers,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timers.handle(accountTimer, (timer) => this.resolve(timer));
  }

  private async resolve({ key: dossierId, attempt }: DueTimer): Promise<void> {
    const events = await this.personal.open(dossierId, syncActor, 'portal.account');
    const submitted = events.find((event) => event.type === 'DossierSubmitted');
    if (submitted?.personal === undefined || events.some(({ type }) => type === 'AccountResolved')) return;
    const account = await this.accountOf(submitted.personal, dossierId);
    if (account !== undefined) await this.tell(dossierId, account);
    else if (attempt < MAX_TRIES) throw new AccountUnknown();
    else this.log.warn('portal-sync.account-unknown', { dossierId });
  }

  /** @returns undefined when the portal did not answer */
  private async accountOf({ techId, applicant }: SubmissionPersonal, dossierId: string): Promise<Account | undefined> {
    if (techId !== null && techId !== '') return { outcome: 'linked', techId };
    if (applicant.personalId === null) return { outcome: 'new', techId: null };
    const outcome = await this.wire.portal.resolveAccount(applicant.personalId, this.wire.lookUp(syncActor, dossierId));
    if (outcome.kind !== 'accepted') return undefined;
    return outcome.value === null
      ? { outcome: 'new', techId: null }
      : { outcome: 'linkable', techId: outcome.value.techId };
  }

  private async tell(dossierId: string, { outcome, techId }: Account): Promise<void> {
    await this.commands.tell(dossierId, 'account', ({ now, by }) => ({
      type: 'ResolveAccount',
      data: { outcome, now, by },
      personal: { techId },
    }));
  }
}
