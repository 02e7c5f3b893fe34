import { EventFeed } from '@motcua/messaging';
import { type Actor, ApiProblems, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ParkedFacts } from './parked-facts.js';
import { ParkedPage, ParkedQuery, RedriveDto, RedrivePlan } from './parked.dto.js';

/**
 * Facts that a consumer could not handle, with the later facts of the same dossiers that wait behind them; and those that a read
 * model could not fold.
 */
@ApiTags('administration')
@Controller('api/desk/v1/parked')
@Roles('administrator')
export class ParkedController {
  constructor(
    private readonly facts: ParkedFacts,
    private readonly feed: EventFeed,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Facts set aside: of consumers, in the order in which they will come back, then of read models',
  })
  @ApiOkResponse({ type: ParkedPage })
  @ApiProblems({ 403: ['administration.province-only'] })
  async list(@Query() query: ParkedQuery, @CurrentActor() actor: Actor): Promise<ParkedPage> {
    demandProvince(actor);
    return { ...(await this.facts.page(query)), counts: await this.facts.counts() };
  }

  @Post('redrive')
  @HttpCode(202)
  @ApiOperation({ summary: 'Takes parked facts again, in their original order; `GET` shows what became of them' })
  @ApiAcceptedResponse({ type: RedrivePlan })
  @ApiProblems({ 403: ['administration.province-only'] })
  async redrive(@Body() { consumer, dossierId }: RedriveDto, @CurrentActor() actor: Actor): Promise<RedrivePlan> {
    demandProvince(actor);
    return { planned: await this.feed.redrive(consumer, dossierId ?? undefined) };
  }
}

/** Consumers serve every unit, so what they set aside is for an administrator of the whole province (level 1) alone. */
function demandProvince(actor: Actor): void {
  if (actor.units.some((unit) => !unit.includes('.'))) return;
  throw new Problem(403, 'administration.province-only', 'Việc này dành cho quản trị viên cấp tỉnh.');
}
