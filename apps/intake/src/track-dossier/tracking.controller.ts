import { Catalogue, type CodeFault, type Dossier } from '@motcua/domain';
import { ApiProblems, Limited, Problem, Public } from '@motcua/service-kit';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sql } from 'kysely';
import { DossierCodes } from './dossier-codes.js';
import { PublicStatuses } from './public-status.js';
import { ShownRows } from './shown-rows.js';
import { TrackedStatus } from './tracked-status.js';

const FAULTS: Readonly<Record<CodeFault, string>> = {
  SYNTAX: 'Mã số hồ sơ không đúng cấu trúc, ví dụ đúng: H99.14-261124-0001.',
  DATE: 'Ngày trong mã số hồ sơ không có thật.',
  ORDINAL_ZERO: 'Số thứ tự trong mã số hồ sơ không thể là 0.',
  UNIT_NO_LEVEL1: 'Mã đơn vị trong mã số hồ sơ không có mã cấp 1.',
  UNIT_AMBIGUOUS: 'Mã đơn vị trong mã số hồ sơ không rõ ràng.',
};

@ApiTags('tracking')
@Controller('api/intake/v1/tracking')
export class TrackingController {
  constructor(
    private readonly rows: ShownRows,
    private readonly codes: DossierCodes,
    private readonly statuses: PublicStatuses,
    private readonly catalogue: Catalogue,
  ) {}

  /** By our code in any spelling, or by the code of the system it came from. No personal data. */
  @Get(':dossierCode')
  @Public()
  @Limited('tracking')
  @ApiOperation({ summary: 'Where a dossier stands' })
  @ApiOkResponse({ type: TrackedStatus })
  @ApiProblems({
    404: ['dossier.unknown'],
    422: ['dossier-code.malformed'],
    429: ['request.too-many'],
    503: ['view.not-built', 'store.unavailable'],
  })
  async track(@Param('dossierCode') text: string): Promise<TrackedStatus> {
    const dossierId = await this.codes.shownUnder(text);
    const state = dossierId === undefined ? undefined : await this.stateOf(dossierId);
    const status = state === undefined ? undefined : this.statuses.of(state);
    return status === undefined ? this.refuse(text) : TrackedStatus.of(status);
  }

  private async stateOf(dossierId: string): Promise<Dossier | undefined> {
    const rows = await this.rows.of(sql<{ state: Dossier }>`
      SELECT state FROM intake.dossier_states WHERE dossier_id = ${dossierId}`);
    return rows[0]?.state;
  }

  /** A code that cannot be one is told from one that nobody has. */
  private refuse(text: string): never {
    const parsed = this.catalogue.parseCode(text);
    if (parsed.ok) throw new Problem(404, 'dossier.unknown', 'Không có hồ sơ nào mang mã số này.');
    const detail = FAULTS[parsed.fault];
    throw new Problem(422, 'dossier-code.malformed', detail, {
      errors: [{ parameter: 'path.dossierCode', code: `dossier-code.${parsed.fault}`, detail }],
    });
  }
}
