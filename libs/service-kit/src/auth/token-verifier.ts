import type { JSONWebKeySet } from 'jose';

import type { Actor } from './actor.js';

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
}

/** The issuer's keys cannot be fetched: nobody can be let in, and it is not the caller's fault. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/** Checks access tokens; only asymmetric algorithms are accepted. */
export class TokenVerifier {
  constructor(private readonly options: AuthOptions) {}

  /** @throws {InvalidToken} @throws {IssuerUnreachable} */
  async verify(token: string): Promise<Actor> {
    throw new Error('being built');
  }
}
