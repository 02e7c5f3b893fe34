import { actorOf, type SignedIn } from '@motcua/service-kit';
import * as oidc from 'openid-client';
import type { SignInAttempt } from './sign-in-attempt.js';

export interface ClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent = a public client: the code verifier alone proves that the code is ours. */
  readonly clientSecret?: string;
  readonly scopes: readonly string[];
  /** The one address that people use. */
  readonly publicUrl: string;
}

/** Ours at the client of the issuer, e.g. `https://motcua.h99.example/session/callback`. */
export const CALLBACK = '/session/callback';

const TIMEOUT_SECONDS = 5;
/** How far the issuer's clock may differ. */
const TOLERANCE_SECONDS = 30;

/** The issuer as we are its client: authorization code with PKCE (S256), state and nonce; ID tokens with checked signatures. */
export class IdentityProvider {
  private known: Promise<oidc.Configuration> | undefined;

  constructor(private readonly options: ClientOptions) {}

  /** Where the browser signs in. @param language e.g. `vi` */
  async signInAddress(attempt: SignInAttempt, language: string | undefined): Promise<string> {
    const { publicUrl, scopes } = this.options;
    return oidc.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: publicUrl + CALLBACK,
      response_type: 'code',
      scope: scopes.join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: attempt.codeChallenge,
      code_challenge_method: 'S256',
      ...(language === undefined ? {} : { ui_locales: language }),
    }).href;
  }

  /**
   * @param query of the callback as it came, with its `?`
   * @throws {InvalidToken} claims that we do not accept @throws errors of openid-client and of the network
   */
  async signedIn(query: string, { state, nonce, codeVerifier }: SignInAttempt): Promise<SignedIn> {
    const configuration = await this.configuration();
    const checks = {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    };
    const current = new URL(this.options.publicUrl + CALLBACK + query);
    const tokens = await oidc.authorizationCodeGrant(configuration, current, checks);
    const inToken: Record<string, unknown> & { sub: string } = { ...tokens.claims()! };
    const claims = { ...inToken, ...(await this.userInfo(configuration, tokens.access_token, inToken.sub)) };
    const { name } = claims;
    return {
      actor: actorOf(claims),
      name: typeof name === 'string' && name !== '' ? name.slice(0, 200) : null,
      ...(tokens.id_token === undefined || 'personal_id' in inToken ? {} : { idToken: tokens.id_token }),
    };
  }

  /** Where the browser ends the session at the issuer; undefined when the issuer has no such address. */
  async signOutAddress(idToken: string | undefined): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.options.publicUrl}/`,
      ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    }).href;
  }

  /** Roles, units and personal numbers come from there, so that they need not stand in an ID token. */
  private async userInfo(configuration: oidc.Configuration, token: string, subject: string): Promise<object> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return oidc.fetchUserInfo(configuration, token, subject);
  }

  /** Asked for at the first sign-in, and again after a failure: the issuer may start after us. */
  private configuration(): Promise<oidc.Configuration> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    const authentication = clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const url = new URL(issuer);
    // Configuration demands TLS of issuers that are not on this machine.
    const rules =
      url.protocol === 'http:'
        ? [oidc.enableNonRepudiationChecks, oidc.allowInsecureRequests]
        : [oidc.enableNonRepudiationChecks];
    return oidc.discovery(url, clientId, { [oidc.clockTolerance]: TOLERANCE_SECONDS }, authentication, {
      execute: rules,
      timeout: TIMEOUT_SECONDS,
    });
  }
}
