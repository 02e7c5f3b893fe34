import {
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
} from 'jose';

import { Actor, type Role, roles as knownRoles } from './actor.js';

export interface AuthOptions {
  /** `iss` must be equal to it. */
  readonly issuer: string;
  /** `aud` must contain it. */
  readonly audience: string;
  /** Where the issuer's public keys are: fetched and cached, or given. */
  readonly keys: { readonly jwksUrl: string } | JSONWebKeySet;
  /** How far clocks may differ; default 30. */
  readonly clockToleranceSeconds?: number;
}

/** A token that is none of ours, expired, or malformed. The message never holds token content. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';

  /** @param code of the answer, where the issuer's operator can put it right */
  constructor(
    message: string,
    readonly code: 'auth.token-invalid' | 'auth.subject-personal' = 'auth.token-invalid',
  ) {
    super(message);
  }
}

/** The issuer's keys cannot be fetched: nobody can be let in, and it is not the caller's fault. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/** Only signatures made with a private key: a public key can then never be taken for a shared secret. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

const UNIT_CODE = /^[A-Z]\d{2}(\.\d{1,3}){0,4}$/;

/** Checks access tokens (RFC 9068 claims: iss, aud, exp, sub; ours: motcua_roles, motcua_units, personal_id). */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly options: AuthOptions) {
    this.keys =
      'jwksUrl' in options.keys
        ? createRemoteJWKSet(new URL(options.keys.jwksUrl), { timeoutDuration: 3_000 })
        : createLocalJWKSet(options.keys);
  }

  /** @throws {InvalidToken} @throws {IssuerUnreachable} */
  async verify(token: string): Promise<Actor> {
    return actorOf(await this.payloadOf(token));
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.options.issuer,
        audience: this.options.audience,
        algorithms: ALGORITHMS,
        clockTolerance: this.options.clockToleranceSeconds ?? 30,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (isTheCallersFault(error)) throw new InvalidToken(error.code);
      throw new IssuerUnreachable('the keys of the issuer cannot be fetched');
    }
  }
}

/** Faults of fetching the keys are not: they come as other classes, as the bare base class, or with the codes of a key set. */
function isTheCallersFault(error: unknown): error is errors.JOSEError {
  if (!(error instanceof errors.JOSEError)) return false;
  return !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);
}

/**
 * The actor that claims speak of: `sub`, `motcua_roles`, `motcua_units`, `personal_id`, `client_id` or `azp`.
 *
 * @throws {InvalidToken} a subject that is none or is the personal number, units that are none
 */
export function actorOf(payload: Readonly<Record<string, unknown>> & { readonly sub?: string }): Actor {
  const subject = payload.sub ?? '';
  if (!/^[\x21-\x7e]{1,128}$/.test(subject)) throw new InvalidToken('sub');
  const personalId = text(payload['personal_id']);
  // Subjects stand unsealed in events and are published.
  if (subject === personalId) throw new InvalidToken('sub is personal_id', 'auth.subject-personal');
  const known = texts(payload['motcua_roles']).filter((role): role is Role =>
    (knownRoles as readonly string[]).includes(role),
  );
  const units = texts(payload['motcua_units']);
  if (units.some((unit) => !UNIT_CODE.test(unit))) throw new InvalidToken('motcua_units');
  return new Actor(subject, known, units, text(payload['client_id']) ?? text(payload['azp']), personalId);
}

function texts(claim: unknown): string[] {
  if (claim === undefined) return [];
  if (!Array.isArray(claim) || !claim.every((part) => typeof part === 'string')) throw new InvalidToken('claims');
  return claim;
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}
