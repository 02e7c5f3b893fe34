import { describe, expect, it } from '@jest/globals';

import { demandOwnPage } from './csrf.js';

const token = 'q'.repeat(43);
const origin = 'https://motcua.h99.example';
const good = { 'x-csrf-token': token, origin, 'sec-fetch-site': 'same-origin' };

function outcome(method: string, headers: Record<string, string | undefined>): string {
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  try {
    demandOwnPage({ method, headers: sent }, token, origin);
    return 'passes';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a request by cookie', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('passes without proof when it changes nothing: %s', (method) => {
    expect(outcome(method, {})).toBe('passes');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('passes with %s when it comes from our page', (method) => {
    expect(outcome(method, good)).toBe('passes');
  });

  it.each([
    ['the token is missing', { 'x-csrf-token': undefined }],
    ['the token is another one', { 'x-csrf-token': 'p'.repeat(43) }],
    ['the token is a part', { 'x-csrf-token': token.slice(1) }],
    ['the page is of another host', { origin: 'https://evil.example' }],
    ['the page is of another scheme', { origin: 'http://motcua.h99.example' }],
    ['the page has no origin', { origin: 'null' }],
    ['the browser says it is of another site', { 'sec-fetch-site': 'cross-site' }],
    ['the browser says it is of a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['nobody says where it comes from', { origin: undefined, 'sec-fetch-site': undefined }],
  ])('is refused when %s', (_why, change) => {
    expect(outcome('POST', { ...good, ...change })).toBe('auth.csrf');
  });

  it.each([{ origin: undefined }, { 'sec-fetch-site': undefined }])('passes with one witness: %j', (change) => {
    expect(outcome('POST', { ...good, ...change })).toBe('passes');
  });
});
