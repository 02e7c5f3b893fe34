import { type Actor, ApiProblems, CurrentActor, Problem, Roles } from '@motcua/service-kit';
import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IntakeConfig } from '../intake.config.js';
import { UploadExpiry } from './upload-expiry.js';
import { StoredUpload, Uploads } from './uploads.js';

const form = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };

@ApiTags('uploads')
@Controller('api/intake/v1/uploads')
export class UploadController {
  constructor(
    private readonly uploads: Uploads,
    private readonly expiry: UploadExpiry,
    private readonly config: IntakeConfig,
  ) {}

  /** One scan (PDF, JPEG, PNG, TIFF), told by its bytes. It waits 24 hours for its dossier. */
  @Post()
  @HttpCode(201)
  @Roles('citizen', 'deskOfficer', 'integrator')
  @ApiOperation({ summary: 'Uploads one scan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: form as never })
  @ApiCreatedResponse({ type: StoredUpload })
  @ApiProblems({
    400: ['body.malformed-form'],
    413: ['file.too-large'],
    415: ['body.unsupported-type'],
    422: ['file.empty', 'file.kind-not-accepted', 'file.mislabelled', 'file.missing'],
  })
  async upload(@Req() request: FastifyRequest, @CurrentActor() actor: Actor): Promise<StoredUpload> {
    if (!request.isMultipart()) {
      throw new Problem(415, 'body.unsupported-type', 'Tệp phải được gửi bằng biểu mẫu multipart/form-data.');
    }
    const { part, bytes } = await filePartOf(request);
    if (part.file.truncated) throw this.tooLarge();
    return this.uploads.keep(bytes, part.filename, part.mimetype, actor);
  }

  @Get(':uploadId')
  @Roles('citizen', 'deskOfficer', 'integrator')
  @ApiOperation({ summary: "One's own scan, as long as no dossier has taken it" })
  @ApiProduces('application/pdf', 'image/jpeg', 'image/png', 'image/tiff')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({ 404: ['upload.unknown'] })
  async content(
    @Param('uploadId') uploadId: string,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { mime, bytes } = await this.uploads.read(uploadId, actor);
    void reply.header('content-type', mime);
    return Buffer.from(bytes);
  }

  @Delete(':uploadId')
  @HttpCode(204)
  @Roles('citizen', 'deskOfficer', 'integrator')
  @ApiOperation({ summary: 'Takes a scan back that no dossier has taken yet' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems({ 404: ['upload.unknown'] })
  async discard(@Param('uploadId') uploadId: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.expiry.discard(uploadId, actor);
  }

  private tooLarge(): Problem {
    const mib = Math.floor(this.config.uploadBytes / (1024 * 1024));
    return new Problem(413, 'file.too-large', `Tệp vượt quá dung lượng cho phép (${mib} MB).`);
  }
}

async function filePartOf(request: FastifyRequest) {
  try {
    const part = await request.file();
    if (part === undefined) throw new Problem(422, 'file.missing', 'Yêu cầu không có tệp nào.');
    return { part, bytes: await part.toBuffer() };
  } catch (error) {
    // The reader of forms gives its own refusals a status; what has none is a form that it cannot read.
    if (error instanceof Problem || (error as { statusCode?: number }).statusCode !== undefined) throw error;
    throw new Problem(400, 'body.malformed-form', 'Biểu mẫu gửi lên không đọc được hoặc chưa trọn vẹn.');
  }
}
