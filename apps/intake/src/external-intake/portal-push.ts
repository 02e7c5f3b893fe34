import { type JsonObject, type Person, Rejected } from '@motcua/domain';
import { type Actor, CommandIdReused, Problem, Sealer } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { Dossiers } from '../dossiers/dossiers.js';
import type { SentFile } from './external-files.js';
import { ExternalSubmissions } from './external-submissions.js';
import { type IntegrationClient, IntegrationClients } from './integration-clients.js';
import { WireReader } from './wire-value.js';

export interface PortalAnswer {
  /** 0 created, 1 known already. */
  readonly error_code: 0 | 1;
  readonly message: string;
}

const CREATED: PortalAnswer = { error_code: 0, message: 'Thành công' };
const DUPLICATE: PortalAnswer = { error_code: 1, message: 'Hồ sơ đã tồn tại' };

/** It stands unsealed, in events and in the public tracking: nothing but a code has a place there. */
const CODE = /^[\w./-]{1,80}$/;

/** Members that are about the message; all others are fields of the form. */
const ENVELOPE: readonly string[] = [
  'MaHoSo',
  'MaTTHC',
  'NgayNopHoSo',
  'HoTen',
  'SoDinhDanh',
  'NgaySinh',
  'DiaChi',
  'SoDienThoai',
  'Email',
  'MaDonVi',
  'MaDoiTuong',
  'TenTepDonDangKy',
  'TepDonDangKy',
  'TaiLieuNop',
];

/** Dossiers that the National Public Service Portal pushes; its own code stays as an alias. */
@Injectable()
export class PortalPush {
  constructor(
    private readonly external: ExternalSubmissions,
    private readonly dossiers: Dossiers,
    private readonly clients: IntegrationClients,
    private readonly sealer: Sealer,
  ) {}

  async take(body: unknown, client: IntegrationClient, actor: Actor): Promise<PortalAnswer> {
    const message = WireReader.of(body);
    const code = message.demand('MaHoSo', CODE);
    const dossierId = this.sealer.uuid(client.channel, client.clientId, code);
    if ((await this.dossiers.history(dossierId)).length > 0) return DUPLICATE;
    try {
      const commandId = this.external.commandIdOf(dossierId, 'portal-push', body);
      await this.external.submit(
        { draft: this.draftOf(message, dossierId, client), files: filesOf(message), commandId },
        actor,
      );
      return CREATED;
    } catch (error) {
      // Somebody sent the same code at the same moment, and was first.
      if (error instanceof CommandIdReused || (error instanceof Rejected && error.code === 'dossier.already-submitted'))
        return DUPLICATE;
      throw error instanceof Rejected && /^procedure\.(unknown|not-open)$/.test(error.code)
        ? notConfigured(error)
        : error;
    }
  }

  private draftOf(message: WireReader, dossierId: string, client: IntegrationClient) {
    const person = personOf(message);
    const unit = message.text('MaDonVi') ?? this.clients.onlyUnit(client);
    if (unit === undefined) throw new Problem(422, 'wire.missing', 'MaDonVi là thông tin bắt buộc.');
    return {
      dossierId,
      channel: client.channel,
      procedureCode: message.demand('MaTTHC'),
      receivingUnit: this.clients.unit(client, unit),
      returnMethod: 'online' as const,
      applicant: person,
      submitter: person,
      declaration: formOf(message),
      externalCodes: [{ system: 'portal.dvcqg', code: message.demand('MaHoSo') }],
      techId: message.text('MaDoiTuong') ?? null,
      receivedAt: this.external.now,
    };
  }
}

function notConfigured({ code }: Rejected): Problem {
  return new Problem(422, code, 'Thủ tục chưa được cấu hình');
}

function personOf(message: WireReader): Person {
  return {
    fullName: message.name('HoTen'),
    personalId: message.text('SoDinhDanh') ?? null,
    birthDate: message.text('NgaySinh') ?? null,
    address: message.text('DiaChi') ?? null,
    phone: message.text('SoDienThoai') ?? null,
    email: message.text('Email') ?? null,
  };
}

function formOf(message: WireReader): JsonObject {
  const fields = message.keys.filter((key) => !ENVELOPE.includes(key));
  return Object.fromEntries(fields.map((key) => [key, message.raw(key)])) as JsonObject;
}

function filesOf(message: WireReader): SentFile[] {
  const form = message.text('TepDonDangKy');
  const papers = message.list('TaiLieuNop').map((paper): SentFile => ({
    componentCode: paper.text('MaThanhPhanHoSo') ?? '',
    fileName: paper.demand('TenTepDinhKem'),
    isNamed: true,
    declaredMime: undefined,
    base64: paper.text('Base64') ?? '',
  }));
  if (form === undefined) return papers;
  const fileName = message.text('TenTepDonDangKy') ?? 'don-dang-ky.pdf';
  return [
    { componentCode: 'declaration-form', fileName, isNamed: true, declaredMime: undefined, base64: form },
    ...papers,
  ];
}
