import { createHash, hkdfSync, randomBytes } from 'node:crypto';

const BYTES = 32;

/**
 * One sign-in from its start to its return. The browser keeps 32 random bytes in a cookie; `state`, `nonce` and the code verifier
 * are derived from them, so that no instance has to remember anything and a return without that browser is worth nothing.
 */
export class SignInAttempt {
  private constructor(
    private readonly seed: Buffer,
    /** Own path. */
    readonly back: string,
  ) {}

  static begin(back: string): SignInAttempt {
    return new SignInAttempt(randomBytes(BYTES), back);
  }

  /** @param text of the cookie; undefined when it is none of ours */
  static read(text: string | undefined): SignInAttempt | undefined {
    const [, seed, back] = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{0,4096})$/.exec(text ?? '') ?? [];
    if (seed === undefined || back === undefined) return undefined;
    return new SignInAttempt(Buffer.from(seed, 'base64url'), Buffer.from(back, 'base64url').toString('utf8'));
  }

  /** Name of the cookie: people may have several pages open. */
  static cookieName(state: string): string {
    return `motcua-sign-in-${state.slice(0, 8)}`;
  }

  get cookie(): string {
    return `${this.seed.toString('base64url')}.${Buffer.from(this.back).toString('base64url')}`;
  }

  get state(): string {
    return this.derived('state');
  }

  get nonce(): string {
    return this.derived('nonce');
  }

  get codeVerifier(): string {
    return this.derived('verifier');
  }

  /** S256 (RFC 7636). */
  get codeChallenge(): string {
    return createHash('sha256').update(this.codeVerifier).digest('base64url');
  }

  private derived(what: string): string {
    return Buffer.from(hkdfSync('sha256', this.seed, '', `motcua sign-in ${what}`, 32)).toString('base64url');
  }
}
