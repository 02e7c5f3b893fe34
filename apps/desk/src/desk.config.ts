import { Env, KitConfig } from '@motcua/service-kit';
import { ArrayContains, IsArray, IsInt, Max, Min } from 'class-validator';
import { IsWholeSignIn } from './sign-in/whole-sign-in.js';

const MIB = 1024 * 1024;

/** What the one-stop desk needs beside what every app needs. */
export class DeskConfig extends KitConfig {
  /** Largest scan, decision or result; bytes. */
  @Env('MOTCUA_DESK_FILE_BYTES', { kind: 'integer' })
  @IsInt()
  @Min(1024)
  @Max(200 * MIB)
  readonly fileBytes: number = 20 * MIB;

  /** How long an uploaded file waits for the command that uses it, hours of business time. */
  @Env('MOTCUA_DESK_FILE_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly fileHours: number = 24;

  /** How long a command waits until the lists show it before it answers 202; milliseconds of real time. */
  @Env('MOTCUA_DESK_SHOW_WAIT_MS', { kind: 'integer' })
  @IsInt()
  @Min(0)
  @Max(30_000)
  readonly showWaitMs: number = 1_000;

  /** A deadline is warned of at the earliest this long before it, hours of business time. */
  @Env('MOTCUA_DESK_WARN_HOURS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly warnHours: number = 24;

  /** Our client at the issuer; with it people sign in, and `MOTCUA_PAGES_URL` and it need each other. */
  @Env('MOTCUA_DESK_CLIENT_ID')
  @IsWholeSignIn()
  readonly clientId?: string;

  /** Absent = a public client. */
  @Env('MOTCUA_DESK_CLIENT_SECRET', { secret: true })
  readonly clientSecret?: string;

  /** What is asked for at the issuer. */
  @Env('MOTCUA_DESK_SCOPES', { kind: 'list' })
  @IsArray()
  @ArrayContains(['openid'], { message: 'must contain openid' })
  readonly scopes: readonly string[] = ['openid', 'profile'];

  /** How often an open stream of changes is heard from, and whether its listener is still signed in is looked at; seconds. */
  @Env('MOTCUA_DESK_CHANGES_BEAT_SECONDS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly changesBeatSeconds: number = 15;

  /** Streams of changes that one account may have open at one process. */
  @Env('MOTCUA_DESK_CHANGES_LISTENERS', { kind: 'integer' })
  @IsInt()
  @Min(1)
  @Max(100)
  readonly changesListeners: number = 10;
}
