import {
  Catalogue,
  type Dossier,
  type DossierCommand,
  type DossierEvent,
  Rejected,
  dossierDecider,
} from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import {
  type Actor,
  ApiProblems,
  Clock,
  CommandHandler,
  CurrentActor,
  IdempotencyKey,
  Roles,
  Sealer,
  commandIdOf,
  isOwnDossier,
  isUuid,
} from '@motcua/service-kit';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RateServiceDto, RatingReceipt } from './rate-service.dto.js';

type Rated = Extract<DossierEvent, { type: 'DossierRated' }>;

/** Đánh giá mức độ hài lòng. */
@ApiTags('rating')
@Controller('api/desk/v1/own-dossiers')
export class RateServiceController {
  constructor(
    private readonly commands: CommandHandler,
    private readonly store: EventStore,
    private readonly catalogue: Catalogue,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  @Post(':dossierId/rating')
  @Roles('citizen')
  @ApiOperation({ summary: "Rates how one's own dossier was settled: once, when it is over" })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: RatingReceipt })
  @ApiProblems({
    404: ['dossier.unknown'],
    409: ['dossier.not-over', 'dossier.already-rated', 'dossier.subject-erased', 'idempotency.key-reused'],
  })
  async rate(
    @Param('dossierId') dossierId: string,
    @Body() { level, attitude, timeliness, guidance, comment = '' }: RateServiceDto,
    @IdempotencyKey() key: string,
    @CurrentActor() actor: Actor,
  ): Promise<RatingReceipt> {
    await this.demandOwn(dossierId, actor);
    const aspects = { attitude: attitude ?? null, timeliness: timeliness ?? null, guidance: guidance ?? null };
    const { events } = await this.commands.handle<Dossier, DossierCommand, DossierEvent>({
      stream: `dossier-${dossierId}`,
      decider: dossierDecider(this.catalogue),
      command: () =>
        Promise.resolve({
          type: 'RateDossier',
          data: { level, aspects, now: this.clock.now(), by: actor.subject },
          personal: { comment: comment.trim() || null },
        }),
      commandId: commandIdOf(actor, `desk.rate|${dossierId}`, key),
      sameIf: { level, aspects, comment },
      actor,
    });
    const { data } = events.find((event): event is Rated => event.type === 'DossierRated')!;
    return { dossierId, level: data.level, ratedAt: data.ratedAt };
  }

  /** @throws {Rejected} `dossier.unknown` also for a dossier of somebody else: he must not learn that it exists */
  private async demandOwn(dossierId: string, actor: Actor): Promise<void> {
    const history = isUuid(dossierId) ? await this.store.read(`dossier-${dossierId}`) : [];
    if (!isOwnDossier(history, actor, this.sealer)) throw new Rejected('dossier.unknown');
  }
}
