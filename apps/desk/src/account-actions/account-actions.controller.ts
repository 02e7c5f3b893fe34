import { type Actor, ApiProblems, CurrentActor, Problem, Roles, Sessions } from '@motcua/service-kit';
import { Controller, Get, HttpCode, Optional, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from '../administration/demand-province.js';
import { AccountHistory, AccountPage, AccountPath, AccountQuery, SessionsEnded } from './account-actions.dto.js';
import { AccountActions } from './account-actions.js';

/** Who works with the system, and what they did last; by ids, never by names. */
@ApiTags('administration')
@Controller('api/desk/v1/accounts')
@Roles('administrator')
export class AccountActionsController {
  /** @param sessions absent where nobody signs in with a browser */
  constructor(
    private readonly accounts: AccountActions,
    @Optional() private readonly sessions?: Sessions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Accounts of people at work here, the last to act first' })
  @ApiOkResponse({ type: AccountPage })
  @ApiProblems({ 400: ['cursor.invalid'], 403: ['administration.province-only'] })
  async list(@Query() query: AccountQuery, @CurrentActor() actor: Actor): Promise<AccountPage> {
    demandProvince(actor);
    return this.accounts.page(query);
  }

  @Get(':subject')
  @ApiOperation({ summary: 'The last actions of one account' })
  @ApiOkResponse({ type: AccountHistory })
  @ApiProblems({ 403: ['administration.province-only'], 404: ['account.unknown'] })
  async one(@Param() { subject }: AccountPath, @CurrentActor() actor: Actor): Promise<AccountHistory> {
    demandProvince(actor);
    const found = await this.accounts.one(subject);
    if (found === undefined) throw new Problem(404, 'account.unknown', 'Không có tài khoản này.');
    return found;
  }

  /** For an account that was lost or misused; who may sign in again is the issuer's affair. */
  @Post(':subject/session-end')
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs an account out of every browser' })
  @ApiOkResponse({ type: SessionsEnded })
  @ApiProblems({ 403: ['administration.province-only'] })
  async endSessions(@Param() { subject }: AccountPath, @CurrentActor() actor: Actor): Promise<SessionsEnded> {
    demandProvince(actor);
    return { signInsEnded: (await this.sessions?.endAllOf(subject)) ?? 0 };
  }
}
