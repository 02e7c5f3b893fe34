import { InvalidToken, Problem, problemOf } from '@motcua/service-kit';
import * as oidc from 'openid-client';

/** Why a sign-in did not come about, as the person is told. */
export interface SignInFault {
  readonly status: number;
  readonly code: FaultCode;
}

export type FaultCode =
  | 'sign-in.none'
  | 'sign-in.stale'
  | 'sign-in.denied'
  | 'sign-in.account-unfit'
  | 'auth.issuer-unreachable'
  | 'store.unavailable';

export const STALE: SignInFault = { status: 400, code: 'sign-in.stale' };

export function signInFaultOf(error: unknown): SignInFault {
  if (error instanceof Problem && error.code === 'sign-in.none') return { status: 404, code: 'sign-in.none' };
  if (error instanceof InvalidToken) return { status: 403, code: 'sign-in.account-unfit' };
  return answeredByIssuer(error) ?? outage(error);
}

function answeredByIssuer(error: unknown): SignInFault | undefined {
  if (error instanceof oidc.AuthorizationResponseError) return { status: 403, code: 'sign-in.denied' };
  // A code that was used or is too old: whoever goes back in the browser's history comes here.
  return error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant' ? STALE : undefined;
}

function outage(error: unknown): SignInFault {
  const isOurs = !isOfIssuer(error) && problemOf(error).code === 'store.unavailable';
  return { status: 503, code: isOurs ? 'store.unavailable' : 'auth.issuer-unreachable' };
}

/** The client says a network's fault in its own words. */
function isOfIssuer(error: unknown): boolean {
  return error instanceof oidc.ClientError || error instanceof oidc.ResponseBodyError || error instanceof TypeError;
}
