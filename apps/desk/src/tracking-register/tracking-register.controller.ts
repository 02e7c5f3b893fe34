import { type Actor, ApiProblems, CurrentActor, Roles, pageOf } from '@motcua/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cursorParts } from '../views/cursor.js';
import { RegisterReader } from './register.reader.js';
import { RegisterPage, RegisterQuery } from './tracking-register.dto.js';

/** Sổ theo dõi hồ sơ. @law TT 01/2018/TT-VPCP art. 10 */
@ApiTags('tracking register')
@Controller('api/desk/v1/tracking-register')
export class TrackingRegisterController {
  constructor(private readonly register: RegisterReader) {}

  @Get()
  @Roles('deskOfficer', 'unitLeader')
  @ApiOperation({ summary: 'The tracking register of a receiving unit and year, in the order of acceptance' })
  @ApiOkResponse({ type: RegisterPage })
  @ApiProblems({ 404: ['unit.unknown'] })
  async page(
    @Query() { unit: text, year, cursor, limit }: RegisterQuery,
    @CurrentActor() actor: Actor,
  ): Promise<RegisterPage> {
    const unit = this.register.unitOf(text, actor);
    const after = cursor === undefined ? 0 : Number(cursorParts(cursor, ['integer'])[0]);
    const lines = await this.register.lines({ unit, year, after, limit: limit + 1 }, actor, 'desk.tracking-register');
    const page = pageOf(
      lines,
      limit,
      (line) => line,
      ({ number }) => [number],
    );
    return { ...page, total: await this.register.last(unit, year) };
  }
}
