import { type Actor, ApiProblems, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from './demand-province.js';
import { UnreadableRecords } from './unreadable-records.js';
import { UnreadablePlace } from './unreadable.dto.js';

@ApiTags('administration')
@Controller('api/desk/v1/parked/unreadable')
@Roles('administrator')
export class UnreadableController {
  constructor(private readonly records: UnreadableRecords) {}

  @Post('acknowledgements')
  @HttpCode(204)
  @ApiOperation({ summary: 'Says that a person has looked at an unreadable record; who and when is kept for ever' })
  @ApiNoContentResponse()
  @ApiProblems({ 403: ['administration.province-only'], 404: ['unreadable.unknown'] })
  async acknowledge(@Body() place: UnreadablePlace, @CurrentActor() actor: Actor): Promise<void> {
    demandProvince(actor);
    if (!(await this.records.acknowledge(place, actor)))
      throw new Problem(404, 'unreadable.unknown', 'Không có bản ghi này.');
  }
}
