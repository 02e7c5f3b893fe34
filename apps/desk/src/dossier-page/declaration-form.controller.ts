import { Rejected, localDay } from '@motcua/domain';
import { type Actor, ApiProblems, CurrentActor, DeclarationSchemas, Roles } from '@motcua/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';

/** The form that a declaration was filed by; nothing of the declaration itself. */
export class DeclarationForm {
  @ApiProperty({ example: '2.000488@2020-1' })
  readonly versionId!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'a JSON Schema 2020-12 document' })
  readonly declarationSchema!: object;

  @ApiProperty({
    type: 'array',
    description: 'what could be chosen on the day of receipt, for every list that the form names',
    items: {
      type: 'object',
      required: ['id', 'choices'],
      properties: {
        id: { type: 'string' },
        choices: {
          type: 'array',
          items: {
            type: 'object',
            required: ['code', 'name'],
            properties: {
              code: { type: 'string' },
              name: {
                type: 'object',
                required: ['vi', 'en'],
                properties: { vi: { type: 'string' }, en: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  })
  readonly codeLists!: readonly object[];
}

@ApiTags('dossier page')
@Controller(DOSSIERS)
export class DeclarationFormController {
  constructor(
    private readonly reach: DossierReach,
    private readonly declarations: DeclarationSchemas,
  ) {}

  @Get(':dossierId/declaration-form')
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'The form by which the declaration of a dossier is read' })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ type: DeclarationForm })
  @ApiProblems({ 404: ['dossier.unknown'] })
  async form(@Param('dossierId') dossierId: string, @CurrentActor() actor: Actor): Promise<DeclarationForm> {
    const { state } = await this.reach.seen(dossierId, actor);
    if (!('receivedAt' in state)) throw new Rejected('dossier.unknown'); // a code or a mirror has no declaration
    const versionId = state.procedureVersionId;
    const day = localDay(state.receivedAt);
    const named = new Set(this.declarations.fields(versionId).map(({ codeList }) => codeList));
    const codeLists = [...named]
      .filter((id) => id !== null)
      .map((id) => ({ id, choices: this.declarations.choices(id, day) }));
    return { versionId, declarationSchema: this.declarations.document(versionId), codeLists };
  }
}
