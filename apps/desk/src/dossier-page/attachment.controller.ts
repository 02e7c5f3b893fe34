import type { Dossier } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';
import {
  type Actor,
  ApiProblems,
  BlobStore,
  CurrentActor,
  PersonalData,
  Problem,
  Roles,
  byteRange,
  sniffFile,
} from '@motcua/service-kit';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FILE_KINDS } from '../files/file-door.js';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import { fileNames } from './dossier-page.js';

/** Facts whose document is a file of its own, and the field that names it. */
const DOCUMENT_FIELDS = ['blobId', 'decisionBlobId', 'evidenceBlobId'];

@ApiTags('dossier page')
@Controller(DOSSIERS)
export class AttachmentController {
  constructor(
    private readonly reach: DossierReach,
    private readonly personal: PersonalData,
    private readonly blobs: BlobStore,
  ) {}

  /** A scan by the id of its attachment, or a result, decision or receipt by the id of its file; the look is logged. */
  @Get(':dossierId/attachments/:attachmentId')
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'Downloads a file of a dossier' })
  @ApiHeader({ name: 'Range', required: false })
  @ApiProduces(...FILE_KINDS)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'the file; 206 for a part of it' })
  @ApiProblems({
    404: ['dossier.unknown', 'attachment.unknown'],
    410: ['dossier.erased'],
    416: ['range.unsatisfiable'],
  })
  async download(
    @Param('dossierId') dossierId: string,
    @Param('attachmentId') attachmentId: string,
    @Headers('range') range: string | undefined,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { state, history } = await this.reach.seen(dossierId, actor);
    const blobId = blobOf(state, history, attachmentId);
    if (blobId === undefined) throw new Problem(404, 'attachment.unknown', 'Hồ sơ không có tệp này.');
    const events = await this.personal.open(dossierId, actor, 'desk.attachment');
    const bytes = await this.blobs.get(dossierId, blobId);
    if (bytes === undefined) throw new Problem(410, 'dossier.erased', 'Tệp này không còn.');
    const part = byteRange(range, bytes.byteLength);
    if (part === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${bytes.byteLength}`);
      throw new Problem(416, 'range.unsatisfiable', 'Khoảng byte yêu cầu nằm ngoài tệp.');
    }
    const mime = (await sniffFile(bytes)) ?? 'application/octet-stream';
    const name = encodeURIComponent(fileNames(events).get(attachmentId) ?? attachmentId);
    void reply.headers({
      'content-type': mime,
      'accept-ranges': 'bytes',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
    if (part === undefined) return void reply.send(bytes);
    const { start, end } = part;
    void reply.status(206).header('content-range', `bytes ${start}-${end}/${bytes.byteLength}`);
    return void reply.send(bytes.subarray(start, end + 1));
  }
}

function blobOf(state: Dossier, history: readonly RecordedEvent[], attachmentId: string): string | undefined {
  const slots = 'components' in state ? state.components : [];
  const slot = slots.find((one) => one.attachmentId === attachmentId);
  if (slot !== undefined) return slot.blobId ?? undefined;
  const documents = history.flatMap(({ data }) => {
    const own = DOCUMENT_FIELDS.map((field) => data[field]);
    const document = data['document'] as { readonly blobId?: unknown } | undefined;
    return [...own, document?.blobId];
  });
  return documents.includes(attachmentId) ? attachmentId : undefined;
}
