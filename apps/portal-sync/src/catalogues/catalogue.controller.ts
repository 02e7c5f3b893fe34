import { Catalogue, localDay } from '@motcua/domain';
import { Clock, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { compareCatalogues, type CatalogueDifference, type CatalogueKind } from './compare-catalogues.js';
import { PortalCatalogues } from './portal-catalogues.js';

export class CatalogueFetch {
  @ApiProperty({ enum: ['procedures', 'procedure', 'units', 'fields'] })
  readonly kind!: CatalogueKind;

  @ApiProperty({ format: 'date-time' })
  readonly fetchedAt!: string;

  @ApiProperty({ type: 'integer' })
  readonly items!: number;
}

export class ListedDifference implements CatalogueDifference {
  @ApiProperty({ enum: ['procedure', 'unit', 'field'] })
  readonly kind!: CatalogueDifference['kind'];

  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ enum: ['not-at-portal', 'not-here', 'name', 'field', 'result'] })
  readonly difference!: CatalogueDifference['difference'];

  @ApiProperty({ type: String, nullable: true })
  readonly ours!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly theirs!: string | null;
}

export class CatalogueDifferences {
  @ApiProperty({ type: [CatalogueFetch], description: 'when each list was last fetched' })
  readonly fetches!: readonly CatalogueFetch[];

  @ApiProperty({ type: [ListedDifference], description: 'empty as long as a list was never fetched' })
  readonly differences!: readonly ListedDifference[];
}

@ApiTags('catalogues')
@Controller('api/portal-sync/v1/catalogue-differences')
export class CatalogueController {
  constructor(
    private readonly catalogues: PortalCatalogues,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /** Nothing is compared with a list that was never fetched. */
  @Get()
  @Roles('administrator')
  @ApiOperation({ summary: "Where our catalogue and the national portal's say different things" })
  @ApiOkResponse({ type: CatalogueDifferences })
  async differences(): Promise<CatalogueDifferences> {
    const fetches = await this.catalogues.fetches();
    const isComplete = ['procedures', 'units', 'fields'].every((kind) => fetches.some((one) => one.kind === kind));
    if (!isComplete) return { fetches, differences: [] };
    const day = localDay(this.clock.now());
    return { fetches, differences: compareCatalogues(this.catalogue, day, await this.catalogues.all()) };
  }
}
