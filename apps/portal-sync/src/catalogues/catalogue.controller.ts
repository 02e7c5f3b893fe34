import { Catalogue, localDay } from '@motcua/domain';
import { Clock, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { compareCatalogues, type CatalogueDifference } from './compare-catalogues.js';
import { PortalCatalogues } from './portal-catalogues.js';

interface CatalogueDifferences {
  readonly fetches: Awaited<ReturnType<PortalCatalogues['fetches']>>;
  readonly differences: readonly CatalogueDifference[];
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
  async differences(): Promise<CatalogueDifferences> {
    const fetches = await this.catalogues.fetches();
    const isComplete = ['procedures', 'units', 'fields'].every((kind) => fetches.some((one) => one.kind === kind));
    if (!isComplete) return { fetches, differences: [] };
    const day = localDay(this.clock.now());
    return { fetches, differences: compareCatalogues(this.catalogue, day, await this.catalogues.all()) };
  }
}
