import { ApiProblems, Roles } from '@motcua/service-kit';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Asked, type Asking } from '../officer-command/asking.js';
import { DossierReach } from '../officer-command/dossier-reach.js';
import { DOSSIERS } from '../officer-command/officer-command.js';
import { DossierFiles } from './dossier-files.js';
import { FILE_KINDS } from './file-door.js';

export class UploadedFile {
  @ApiProperty({ format: 'uuid' })
  readonly fileId!: string;

  @ApiProperty({ enum: FILE_KINDS })
  readonly mime!: string;

  @ApiProperty({ description: 'bytes' })
  readonly size!: number;
}

@ApiTags('files')
@Controller(DOSSIERS)
export class UploadFileController {
  constructor(
    private readonly reach: DossierReach,
    private readonly files: DossierFiles,
  ) {}

  /** A scan, decision or result: the body is the file. It waits 24 hours for the command that uses it. */
  @Post(':dossierId/files')
  @HttpCode(201)
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader', 'administrator')
  @ApiOperation({ summary: 'Uploads a file to a dossier' })
  @ApiParam({ name: 'dossierId', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiConsumes(...FILE_KINDS)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: UploadedFile })
  @ApiProblems({
    404: ['dossier.unknown'],
    409: ['idempotency.key-reused'],
    410: ['dossier.erased'],
    413: ['body.too-large'],
    415: ['body.unsupported-type'],
    422: ['file.empty', 'file.kind-not-accepted', 'file.mislabelled'],
  })
  async upload(@Asked() asked: Asking, @Req() request: FastifyRequest): Promise<UploadedFile> {
    await this.reach.actable(asked.dossierId, asked.actor, 'either');
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { fileId, mime, size } = await this.files.keep(asked, bytes, request.headers['content-type'] ?? '');
    return { fileId, mime, size };
  }
}
