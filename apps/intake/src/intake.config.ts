import { Env, KitConfig } from '@motcua/service-kit';
import { IsArray, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

const MIB = 1024 * 1024;

/** What the intake of dossiers needs beside what every app needs. */
export class IntakeConfig extends KitConfig {
  /** Largest upload, bytes. */
  @Env('MOTCUA_INTAKE_UPLOAD_BYTES', { kind: 'integer' })
  @IsInt()
  @Min(1024)
  @Max(200 * MIB)
  readonly uploadBytes: number = 20 * MIB;

  /** How long an upload waits for its dossier, hours of business time. */
  @Env('MOTCUA_INTAKE_UPLOAD_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly uploadHours: number = 24;

  /** How long a submission waits for its code before it answers 202; milliseconds of real time. */
  @Env('MOTCUA_INTAKE_CODE_WAIT_MS', { kind: 'integer' })
  @IsInt()
  @Min(0)
  @Max(30_000)
  readonly codeWaitMs: number = 2_000;

  /** How long a reserved code waits for its dossier, hours of business time. */
  @Env('MOTCUA_INTAKE_RESERVATION_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly reservationHours: number = 24;

  /** Largest body of the external intake, which carries scans as base64; bytes. */
  @Env('MOTCUA_INTAKE_EXTERNAL_BYTES', { kind: 'integer' })
  @IsInt()
  @Min(1024)
  @Max(500 * MIB)
  readonly externalBytes: number = 60 * MIB;

  /** What stands before the addresses we print, e.g. `https://dichvucong.h99.example`; empty = relative addresses. */
  @Env('MOTCUA_INTAKE_PUBLIC_URL')
  @IsString()
  readonly publicUrl: string = '';

  /**
   * The outside systems that may send dossiers: `<client id>:<channel>:<unit>[+<unit>...]`, `*` = every unit that receives.
   * @example vneid:vneid:H99.14
   */
  @Env('MOTCUA_INTAKE_CLIENTS', { kind: 'list' })
  @IsArray()
  @Matches(
    /^[\w.-]{1,64}:(nationalPortal|vneid|linkedPortal|kiosk):(\*|[A-Z]\d{2}[\dA-Z.]*(\+[A-Z]\d{2}[\dA-Z.]*)*)$/,
    {
      each: true,
      message: 'clients must be <client id>:<channel>:<unit>[+<unit>...]',
    },
  )
  readonly clients: readonly string[] = [];

  /** Static key of VNeID's old addresses (`CodeGet`). Absent = those addresses do not exist. */
  @Env('MOTCUA_INTAKE_LEGACY_KEY', { secret: true })
  @IsOptional()
  @IsString()
  readonly legacyKey?: string;

  /** Addresses that may use the old addresses, e.g. `10.0.0.7`; empty = nobody. */
  @Env('MOTCUA_INTAKE_LEGACY_ADDRESSES', { kind: 'list' })
  @IsArray()
  readonly legacyAddresses: readonly string[] = [];

  /** The unit that numbers and receives what comes by the old addresses. */
  @Env('MOTCUA_INTAKE_LEGACY_UNIT')
  @IsString()
  readonly legacyUnit: string = '';
}
