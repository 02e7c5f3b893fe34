import {
  BadGatewayException,
  Body,
  Controller,
  HttpCode,
  NotFoundException,
  Post,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { World } from '../engine/world.js';
import { printDate } from '../engine/vietnam-time.js';
import { textOf } from '../rules/fields.js';
import { EmitDto } from './control.dto.js';

/** Things an outside system does of its own accord. */
@ApiTags('emit')
@Controller('__sim/emit')
export class EmitController {
  private pushed = 0;

  constructor(private readonly world: World) {}

  /** The change list shows a dossier again that was acknowledged. */
  @Post('lltp1/change')
  @HttpCode(202)
  change(@Body() { key, copies }: EmitDto): { sent: number } {
    const sent = copies ?? 1;
    if (!this.world.lltp1.reemit(key ?? '', sent)) throw new NotFoundException(['Unknown key']);
    return { sent };
  }

  /** A citizen registers at the ministry's own module; `overrides.infoType` 1 online (default) or 2 walk-in. */
  @Post('lltp1/online-dossier')
  @HttpCode(202)
  onlineDossier(@Body() { overrides, copies }: EmitDto): { sent: number; ids: string[] } {
    const kind = textOf(overrides?.['infoType']) === '2' ? '2' : '1';
    const ids = Array.from({ length: copies ?? 1 }, () => this.world.online.add(kind, overrides ?? {}));
    return { sent: ids.length, ids };
  }

  /** Somebody opens an account at the national portal: `key` is the personal number, `overrides.TECHNICALID` the account's id. */
  @Post('dvcqg/account')
  @HttpCode(202)
  account(@Body() { key, overrides }: EmitDto): { sent: number } {
    const technicalId = overrides?.['TECHNICALID'];
    if (key === undefined || typeof technicalId !== 'string') {
      throw new UnprocessableEntityException(['key and overrides.TECHNICALID are needed']);
    }
    this.world.accounts.add(key, technicalId);
    return { sent: 1 };
  }

  /** The national portal pushes a dossier that was submitted there to `target`, `copies` times under the same code. */
  @Post('dvcqg/dossier')
  @HttpCode(202)
  async dossier(@Body() { key, overrides, copies, target }: EmitDto): Promise<{ sent: number; statuses: number[] }> {
    if (target === undefined) throw new UnprocessableEntityException(['target is needed']);
    this.pushed += 1;
    const day = printDate(this.world.clock.now(), 'yyyyMMddHHmmss');
    const code = key ?? `G22.99-${day.slice(2, 8)}-${String(this.pushed).padStart(4, '0')}`;
    const body = JSON.stringify({ ...pushedDossier(code, day), ...overrides });
    const statuses: number[] = [];
    for (let sent = 0; sent < (copies ?? 1); sent += 1) statuses.push(await push(target, body));
    return { sent: statuses.length, statuses };
  }
}

function pushedDossier(code: string, submittedAt: string): object {
  return {
    MaHoSo: code,
    MaTTHC: '2.000488',
    NgayNopHoSo: submittedAt,
    HoTen: 'NGUYỄN VĂN MẪU',
    SoDinhDanh: '099090000001',
    TenTepDonDangKy: 'don.pdf',
    TepDonDangKy: 'JVBERi0xLjQK',
    TaiLieuNop: [{ TenTepDinhKem: 'cccd.pdf', Base64: 'JVBERi0xLjQK' }],
  };
}

async function push(target: string, body: string): Promise<number> {
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const response = await fetch(target, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    throw new BadGatewayException(['target did not answer']);
  }
}
