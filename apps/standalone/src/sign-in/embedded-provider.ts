import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoIssuer } from '@motcua/service-kit';
import Provider, { type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { claimsOf } from '../demo-tokens.js';
import { accountBySubject, claimsFor, demoClients, demoClientSecret } from './demo-accounts.js';
import { faultPage, signOutPage } from './login-page.js';
import { ProviderMemory } from './memory-adapter.js';
import { page, pageHeaders, type PageContent } from './page-frame.js';

/** Where the provider stands under the one address. */
export const providerPath = '/oidc';

/** Our own client: the pages of the desk. A public one, the code verifier proves that a code is its. */
export const pagesClient = 'motcua-pages';

/** The one resource: our services. */
const RESOURCE = 'urn:motcua:api';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export function issuerAt(url: string): string {
  return `${url}${providerPath}`;
}

/** @param url the one address that people use @param issuer its key signs what the provider gives out, so that everybody knows it */
export function makeProvider(url: string, issuer: DemoIssuer): Provider {
  const memory = new ProviderMemory();
  const provider = new Provider(issuerAt(url), {
    ...behaviour,
    adapter: (model: string) => memory.adapterFor(model),
    clients: clientsAt(url),
    jwks: { keys: [issuer.signingKey] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      long: { httpOnly: true, sameSite: 'lax', path: providerPath },
      short: { httpOnly: true, sameSite: 'lax', path: providerPath },
    },
    features: { ...behaviour.features, resourceIndicators: resourceFor(issuer) },
  });
  provider.on('server_error', (_ctx, error) => process.stderr.write(`sign-in: ${String(error)}\n`));
  return provider;
}

function clientsAt(url: string): ClientMetadata[] {
  const pages: ClientMetadata = {
    client_id: pagesClient,
    client_name: 'Motcua',
    redirect_uris: [`${url}/session/callback`],
    post_logout_redirect_uris: [`${url}/`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: 'ES256',
  };
  const systems = demoClients.map((client_id): ClientMetadata => ({
    client_id,
    client_secret: demoClientSecret,
    redirect_uris: [],
    grant_types: ['client_credentials'],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
  }));
  return [pages, ...systems];
}

function resourceFor(issuer: DemoIssuer): NonNullable<Configuration['features']>['resourceIndicators'] {
  return {
    enabled: true,
    defaultResource: (_ctx, client) => (client?.grantTypeAllowed('client_credentials') === true ? RESOURCE : []),
    getResourceServerInfo: () => ({
      scope: '',
      audience: issuer.auth.audience,
      accessTokenFormat: 'jwt',
      accessTokenTTL: HOUR,
      jwt: { sign: { alg: 'ES256' } },
    }),
  };
}

const behaviour: Configuration = {
  pkce: { required: () => true },
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name', 'motcua_roles', 'motcua_units', 'personal_id'] },
  interactions: { url: (_ctx, { uid }) => `${providerPath}/interaction/${uid}` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => show(ctx, signOutPage('vi', form)),
      postLogoutSuccessSource: (ctx) => ctx.redirect('/'),
    },
  },
  ttl: {
    AccessToken: 5 * MINUTE,
    AuthorizationCode: MINUTE,
    ClientCredentials: HOUR,
    Grant: 14 * HOUR,
    IdToken: HOUR,
    Interaction: 15 * MINUTE,
    Session: 14 * HOUR,
  },
  findAccount(_ctx, subject) {
    const account = accountBySubject(subject);
    if (account === undefined) return undefined;
    const { name, wish } = account;
    return { accountId: subject, claims: () => ({ sub: subject, name, ...claimsFor(wish) }) };
  },
  /** Nobody is asked whether our own pages may know who they are. */
  async loadExistingGrant(ctx) {
    const { client, session, provider } = ctx.oidc;
    if (client === undefined || session?.accountId === undefined) return undefined;
    const known = session.grantIdFor(client.clientId);
    if (known !== undefined) return provider.Grant.find(known);
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
  formats: {
    customizers: {
      jwt(_ctx, token, parts) {
        if (token.kind !== 'ClientCredentials' || token.clientId === undefined) return;
        const wish = { role: 'integrator', clientId: token.clientId } as const;
        Object.assign(parts.payload, claimsFor(wish), { sub: claimsOf(wish).subject });
      },
    },
  },
  renderError: (ctx, { error }) => show(ctx, faultPage('vi', error)),
};

function show(ctx: KoaContextWithOIDC, content: PageContent): void {
  const nonce = randomBytes(18).toString('base64');
  ctx.type = 'html';
  ctx.set(pageHeaders(nonce));
  ctx.body = page(content, nonce);
}

/** The rest of the provider's addresses, as its own Koa serves them under our path. */
export function serveProvider(
  provider: Provider,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const serve = provider.callback();
  return async (request, response) => {
    const original = request.url ?? '/';
    const mounted = Object.assign(request, { originalUrl: original, url: original.slice(providerPath.length) || '/' });
    await serve(mounted, response);
  };
}
