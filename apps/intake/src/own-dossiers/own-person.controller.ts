import { type Actor, CurrentActor, PersonalData, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { OwnList } from './own-list.js';

/** What is known about the person already, so that nobody asks for it again. */
export class OwnPerson {
  @ApiProperty({ type: String, nullable: true, description: 'số định danh cá nhân, as the sign-in tells it' })
  readonly personalId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly fullName!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '22/10/1993' })
  readonly birthDate!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly phone!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly email!: string | null;
}

/** How many of the last dossiers are looked into: only in some of them the person speaks of himself. */
const LOOKED_INTO = 3;

@ApiTags('dossiers')
@Controller('api/intake/v1/own-person')
export class OwnPersonController {
  constructor(
    private readonly own: OwnList,
    private readonly personal: PersonalData,
  ) {}

  /** From the sign-in, and from the last dossier that the person handed in for himself; the look into that one is recorded. */
  @Get()
  @Roles('citizen')
  @ApiOperation({ summary: 'What is known about oneself already' })
  @ApiOkResponse({ type: OwnPerson })
  async one(@CurrentActor() actor: Actor): Promise<OwnPerson> {
    const personalId = actor.personalId ?? null;
    const known = { personalId, fullName: null, birthDate: null, phone: null, email: null };
    if (personalId === null) return known;
    const { items } = await this.own.page(actor, { limit: LOOKED_INTO });
    for (const { dossierId } of items) {
      const [submitted] = await this.personal.show(dossierId, actor, 'intake.own-person');
      if (submitted?.type !== 'DossierSubmitted' || submitted.personal?.submitter.personalId !== personalId) continue;
      const { fullName, birthDate, phone, email } = submitted.personal.submitter;
      return { personalId, fullName, birthDate, phone, email };
    }
    return known;
  }
}
