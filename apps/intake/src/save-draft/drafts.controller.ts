import { type Actor, ApiProblems, CurrentActor, Roles } from '@motcua/service-kit';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DraftLine, DraftList, OpenedDraft, SaveDraftDto } from './draft.dto.js';
import { Drafts } from './drafts.js';

@ApiTags('drafts')
@Controller('api/intake/v1/drafts')
@Roles('citizen')
export class DraftsController {
  constructor(private readonly drafts: Drafts) {}

  @Get()
  @ApiOperation({ summary: "One's own drafts that were not submitted yet" })
  @ApiOkResponse({ type: DraftList })
  async list(@CurrentActor() actor: Actor): Promise<DraftList> {
    return { items: await this.drafts.list(actor) };
  }

  @Get(':draftId')
  @ApiOperation({ summary: "One's own draft with its content" })
  @ApiOkResponse({ type: OpenedDraft })
  @ApiProblems({ 404: ['draft.unknown'] })
  async one(@Param('draftId') draftId: string, @CurrentActor() actor: Actor): Promise<OpenedDraft> {
    return this.drafts.open(draftId, actor);
  }

  /** The id is the page's own choice, and stays the `Idempotency-Key` of the submission. */
  @Put(':draftId')
  @ApiOperation({ summary: 'Saves a draft, unless it was changed elsewhere' })
  @ApiOkResponse({ type: DraftLine })
  @ApiProblems({
    404: ['draft.unknown'],
    409: ['draft.changed-elsewhere', 'draft.submitted'],
    422: ['draft.too-large', 'draft.too-many'],
  })
  async save(
    @Param('draftId', ParseUUIDPipe) draftId: string,
    @Body() body: SaveDraftDto,
    @CurrentActor() actor: Actor,
  ): Promise<DraftLine> {
    return this.drafts.save(draftId, body, actor);
  }

  @Delete(':draftId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a draft and its key' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems({ 404: ['draft.unknown'] })
  async remove(@Param('draftId') draftId: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.drafts.remove(draftId, actor);
  }
}
