import { type Actor, ApiProblems, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from '../administration/demand-province.js';
import { AccountHistory, AccountPage, AccountPath, AccountQuery } from './account-actions.dto.js';
import { AccountActions } from './account-actions.js';

/** Who works with the system, and what they did last; by ids, never by names. */
@ApiTags('administration')
@Controller('api/desk/v1/accounts')
@Roles('administrator')
export class AccountActionsController {
  constructor(private readonly accounts: AccountActions) {}

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
}
