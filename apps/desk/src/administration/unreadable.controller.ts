import {
  type Actor,
  ApiProblems,
  Clock,
  CurrentActor,
  Database,
  Problem,
  Roles,
  UnreadableRecords,
} from '@motcua/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { demandProvince } from './demand-province.js';
import { AcknowledgeUnreadableDto } from './unreadable.dto.js';

@ApiTags('administration')
@Controller('api/desk/v1/parked/unreadable')
@Roles('administrator')
export class UnreadableController {
  private readonly records: UnreadableRecords;

  constructor(
    private readonly clock: Clock,
    database: Database,
  ) {
    this.records = new UnreadableRecords(database);
  }

  @Post('acknowledgements')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Says that a person has looked at an unreadable record; who, when and why is kept for ever',
  })
  @ApiNoContentResponse()
  @ApiProblems({ 403: ['administration.province-only'], 404: ['unreadable.unknown'] })
  async acknowledge(
    @Body() { consumer, topic, partition, offset, reasonCode }: AcknowledgeUnreadableDto,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    demandProvince(actor);
    const acknowledgement = { by: actor.subject, reasonCode, at: this.clock.now() };
    if (!(await this.records.acknowledge({ consumer, topic, partition, offset }, acknowledgement)))
      throw new Problem(404, 'unreadable.unknown', 'Không có bản ghi này.');
  }
}
