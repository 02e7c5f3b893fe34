import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DemoIssuer } from '@motcua/service-kit';
import type Provider from 'oidc-provider';
import { claimsOf } from '../demo-tokens.js';
import { demoAccounts, demoPassword } from './demo-accounts.js';
import { makeProvider, providerPath, serveProvider } from './embedded-provider.js';
import { gonePage, loginPage } from './login-page.js';
import { type Language, sendPage } from './page-frame.js';

const LONGEST_FORM = 4_096;
const LONGEST_NAME = 64;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers everything under `/oidc`: the OpenID Connect provider of a demonstration, and its login page. */
export function providerDoor(url: string, issuer: DemoIssuer): Handler {
  const provider = makeProvider(url, issuer);
  const others = serveProvider(provider);
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (!pathname.startsWith(`${providerPath}/interaction/`)) return others(request, response);
    const details = await provider.interactionDetails(request, response).catch(() => undefined);
    const language = languageOf(searchParams, details?.params['ui_locales']);
    if (details === undefined) return sendPage(response, 400, gonePage(language));
    if (request.method === 'POST') return logIn(provider, request, response, language);
    const userName = (searchParams.get('account') ?? '').slice(0, LONGEST_NAME);
    return sendPage(response, 200, loginPage({ language, userName, isWrong: false }));
  };
}

async function logIn(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  language: Language,
): Promise<void> {
  const form = await formOf(request);
  const typed = (form.get('account') ?? '').slice(0, LONGEST_NAME);
  const account = demoAccounts.find(({ userName }) => userName === typed.trim().toLowerCase());
  if (account === undefined || form.get('password') !== demoPassword)
    return sendPage(response, 401, loginPage({ language, userName: typed, isWrong: true }));
  const login = { accountId: claimsOf(account.wish).subject };
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** What was chosen on the page, else what the client asked for, else Vietnamese. */
function languageOf(query: URLSearchParams, asked: unknown): Language {
  const wanted = query.get('lang') ?? (typeof asked === 'string' ? asked : '');
  return /^en\b/.test(wanted) ? 'en' : 'vi';
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_FORM) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
