import { ValidateBy } from 'class-validator';

interface SignInSettings {
  readonly authIssuer?: string;
  readonly pagesUrl?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** Settings of signing in: none of them, or all that it needs. */
export function IsWholeSignIn(): PropertyDecorator {
  return ValidateBy({
    name: 'isWholeSignIn',
    validator: {
      validate: (_value, args) => faultsOf(args!.object as SignInSettings).length === 0,
      defaultMessage: (args) => faultsOf(args!.object as SignInSettings).join('; '),
    },
  });
}

function faultsOf({ authIssuer, pagesUrl, clientId, clientSecret }: SignInSettings): string[] {
  if (pagesUrl === undefined && clientId === undefined && clientSecret === undefined) return [];
  const isSafe = /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))/.test(authIssuer ?? 'https://');
  return [
    ...(clientId === undefined ? ['is missing: MOTCUA_PAGES_URL needs it'] : []),
    ...(pagesUrl === undefined ? ['needs MOTCUA_PAGES_URL'] : []),
    ...(isSafe ? [] : ['needs an issuer (MOTCUA_AUTH_ISSUER) with https']),
  ];
}
