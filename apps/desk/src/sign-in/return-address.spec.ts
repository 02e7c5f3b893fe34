import { describe, expect, it } from '@jest/globals';
import { returnAddress } from './return-address.js';

const pages = 'https://motcua.h99.example';

describe('the address to return to', () => {
  it.each(['/', '/desk/work-list', '/desk/work-list?state=overdue#first', '/dossiers/2f1c'])(
    'is %s when it is ours',
    (own) => expect(returnAddress(own, pages)).toBe(own),
  );

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\/evil.example',
    '/\t/evil.example/',
    '/ /evil.example',
    'javascript:alert(1)',
    'desk',
    '',
    `/${'a'.repeat(2_048)}`,
    '/tracking\r\nset-cookie: x=y',
    '/tra\u0000cking',
    '/session/sign-out',
    '/oidc/auth',
    '/x/../oidc/auth',
    undefined,
    ['/desk', '/tracking'],
  ])('is the first page instead of %j', (foreign) => expect(returnAddress(foreign, pages)).toBe('/'));
});
