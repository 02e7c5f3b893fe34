import type { FiledDossier } from '@motcua/domain';
import {
  type Actor,
  ApiProblems,
  BlobStore,
  CurrentActor,
  PersonalData,
  Problem,
  Roles,
  sniffFile,
} from '@motcua/service-kit';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Dossiers } from '../dossiers/dossiers.js';
import { isFiled } from './own-picture.js';

const KINDS = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const;
const BYTES = { schema: { type: 'string', format: 'binary' } } as const;

/** Scans and result of one's own dossier, for the person who is signed in. Every look is recorded. */
@ApiTags('dossiers')
@Controller('api/intake/v1/dossiers')
export class OwnFilesController {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly personal: PersonalData,
    private readonly blobs: BlobStore,
  ) {}

  @Get(':dossierId/files/:attachmentId')
  @Roles('citizen')
  @ApiOperation({ summary: "A scan of one's own dossier" })
  @ApiProduces(...KINDS)
  @ApiOkResponse(BYTES)
  @ApiProblems({ 404: ['dossier.unknown', 'file.unknown'], 410: ['file.erased'] })
  async scan(
    @Param('dossierId') dossierId: string,
    @Param('attachmentId') attachmentId: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const state = await this.owned(dossierId, actor);
    const blobId = state?.components.find((slot) => slot.attachmentId === attachmentId)?.blobId;
    if (blobId == null) throw unknown();
    return this.send({ dossierId, blobId, purpose: 'intake.own-scan' }, actor, reply);
  }

  @Get(':dossierId/result')
  @Roles('citizen')
  @ApiOperation({ summary: "The result of one's own dossier, once it was returned" })
  @ApiProduces(...KINDS)
  @ApiOkResponse(BYTES)
  @ApiProblems({ 404: ['dossier.unknown', 'file.unknown'], 409: ['dossier.result-not-returned'], 410: ['file.erased'] })
  async result(
    @Param('dossierId') dossierId: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const state = await this.owned(dossierId, actor);
    if (state?.status !== 'returned')
      throw new Problem(409, 'dossier.result-not-returned', 'Kết quả chưa được trả, nên chưa tải về được.');
    const { blobId } = state.result.document;
    return this.send({ dossierId, blobId, purpose: 'intake.own-result' }, actor, reply);
  }

  private async owned(dossierId: string, actor: Actor): Promise<FiledDossier | undefined> {
    const state = this.dossiers.stateOf(await this.dossiers.owned(dossierId, actor));
    return isFiled(state) ? state : undefined;
  }

  private async send(
    { dossierId, blobId, purpose }: { dossierId: string; blobId: string; purpose: string },
    actor: Actor,
    reply: FastifyReply,
  ): Promise<Buffer> {
    const bytes = await this.blobs.get(dossierId, blobId);
    if (bytes === undefined) throw new Problem(410, 'file.erased', 'Tệp không còn.');
    await this.personal.look(dossierId, actor, purpose);
    void reply.header('content-type', (await sniffFile(bytes)) ?? 'application/octet-stream');
    return Buffer.from(bytes);
  }
}

function unknown(): Problem {
  return new Problem(404, 'file.unknown', 'Hồ sơ không có tệp này.');
}
