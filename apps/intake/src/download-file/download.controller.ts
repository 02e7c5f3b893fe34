import {
  Actor,
  AccessLog,
  ApiProblems,
  BlobStore,
  FileLinks,
  type LinkedFile,
  Problem,
  Public,
  byteRange,
} from '@motcua/service-kit';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
};

/** Scans and results as outside systems fetch them: whoever has a signed link may, until it ends or is revoked. */
@ApiTags('files')
@Controller('files')
export class DownloadController {
  constructor(
    private readonly links: FileLinks,
    private readonly blobs: BlobStore,
    private readonly access: AccessLog,
  ) {}

  @Get(':linkId')
  @Public()
  @ApiOperation({ summary: 'A file behind a signed link; HEAD and Range are understood' })
  @ApiProduces(...Object.keys(ENDINGS))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'The bytes; 206 for a part of them' })
  @ApiProblems({ 404: ['file.unknown'], 410: ['file.expired', 'file.revoked', 'file.erased'], 416: ['file.range'] })
  async download(
    @Param('linkId') linkId: string,
    @Query('exp') exp: string | undefined,
    @Query('sig') sig: string | undefined,
    @Req() { method, headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const file = await this.open(linkId, exp ?? '', sig ?? '');
    const bytes = await this.blobs.get(file.dossierId, file.blobId);
    if (bytes === undefined) throw new Problem(410, 'file.erased', 'Tệp không còn.');
    const part = byteRange(headers.range, bytes.length);
    if (part === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${bytes.length}`);
      throw new Problem(416, 'file.range', 'Phần tệp được yêu cầu không tồn tại.');
    }
    // Nothing leaves before it is recorded who got it.
    if (method !== 'HEAD') await this.access.record([file.dossierId], recipientOf(file), 'intake.file-download');
    void reply.headers(headersOf(file, linkId));
    if (part === undefined) return bytes;
    void reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${bytes.length}`);
    return bytes.subarray(part.start, part.end + 1);
  }

  private async open(linkId: string, exp: string, sig: string): Promise<LinkedFile> {
    const link = await this.links.open(linkId, exp, sig);
    if (link.ok) return link.file;
    switch (link.reason) {
      case 'unknown':
        throw new Problem(404, 'file.unknown', 'Không có tệp này.');
      case 'expired':
        throw new Problem(410, 'file.expired', 'Liên kết tải tệp đã hết hạn.');
      case 'revoked':
        throw new Problem(410, 'file.revoked', 'Liên kết tải tệp đã bị thu hồi.');
    }
  }
}

/** Whoever the link was made for; nobody else should have it. */
function recipientOf({ recipient }: LinkedFile): Actor {
  return new Actor(`recipient:${recipient}`, ['integrator'], [], recipient);
}

/** The name is the link's: what the citizen called the file may be personal. */
function headersOf({ mime }: LinkedFile, linkId: string): Record<string, string> {
  return {
    'content-type': mime,
    'content-disposition': `attachment; filename="${linkId}.${ENDINGS[mime] ?? 'bin'}"`,
    'accept-ranges': 'bytes',
  };
}
