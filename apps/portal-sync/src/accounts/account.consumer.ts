import type { LifecycleEvent } from '@motcua/contracts';
import { isOnline, type Channel } from '@motcua/domain';
import { FeedContext, OnLifecycle } from '@motcua/service-kit';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SyncTimers } from '../portal/sync-timers.js';
import { accountTimer } from './account-resolver.js';

/** Online dossiers stand in their applicant's account at the portal. The look-up is a timer: it may have to wait for the portal. */
@Controller()
export class AccountConsumer {
  constructor(private readonly timers: SyncTimers) {}

  @OnLifecycle({ consumer: 'portal-sync-accounts', types: ['DossierSubmitted'] })
  async on(@Payload() { dossierId, data }: LifecycleEvent, @Ctx() context: FeedContext): Promise<void> {
    if (context.kind === 'replay' || !isOnline(data['channel'] as Channel)) return;
    await this.timers.setNow(accountTimer, dossierId);
  }
}
