import { Limited, Public } from '@motcua/service-kit';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PaperCheck, PaperCheckRequest } from './paper-check.dto.js';
import { PaperChecks } from './paper-checks.js';

/** For everybody who holds a paper of ours. */
@ApiTags('papers')
@Controller('api/desk/v1/paper-checks')
export class PaperCheckController {
  constructor(private readonly checks: PaperChecks) {}

  /** Changes nothing; a POST, because what a paper says belongs in no address. */
  @Post()
  @Public()
  @Limited('tracking')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether a paper was signed here, and whether it is still the last of its form' })
  @ApiOkResponse({ type: PaperCheck })
  check(@Body() { paper }: PaperCheckRequest): Promise<PaperCheck> {
    return this.checks.check(paper);
  }
}
