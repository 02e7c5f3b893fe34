import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Browser, request } from 'playwright-core';
import { barriersOn } from './axe.ts';
import { type Device, devices, openBrowser, Visitor } from './browser.ts';
import { Product } from './product.ts';
import { differenceOf } from './screens.ts';
import { fillIn, PASSWORD, signIn, signOut } from './sign-in.ts';

jest.setTimeout(120_000);

const OFFICER = 'Lê Thị Mẫu Hiền';

describe('signing in', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  async function visit(device: Device = 'desktop'): Promise<Visitor> {
    return Visitor.come(browser, product.url, device);
  }

  describe.each(Object.keys(devices) as Device[])('on a %s', (device) => {
    let visitor: Visitor;

    beforeAll(async () => {
      visitor = await visit(device);
    });

    afterAll(async () => {
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();
    });

    it('shows a login page that looks as it was reviewed and keeps nobody out', async () => {
      await visitor.open('/session/sign-in?return=/tracking');
      expect(await differenceOf(visitor, 'login')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
    });

    it('says that a password is wrong, and keeps the name', async () => {
      await fillIn(visitor, 'officer14', 'guess');
      expect(await visitor.page.getByRole('alert').textContent()).toBe('Tên đăng nhập hoặc mật khẩu không đúng.');
      expect(await visitor.page.inputValue('#account')).toBe('officer14');
      expect(await differenceOf(visitor, 'login-wrong')).toBeUndefined();
      expect(await barriersOn(visitor.page)).toEqual([]);
    });

    it('leads back to where the person wanted to be', async () => {
      await fillIn(visitor, 'officer14', PASSWORD);
      await visitor.page.waitForURL('**/tracking');
      await visitor.page.getByText(OFFICER).waitFor();
    });

    it('stays over a reload, and ends when the person signs out, at the issuer, too', async () => {
      await visitor.page.reload();
      await visitor.page.getByText(OFFICER).waitFor();
      await signOut(visitor);
      await visitor.open('/session/sign-in');
      expect(await visitor.page.textContent('h1')).toBe('Đăng nhập');
    });
  });

  /** Cookies and redirects as of a browser, without a page. */
  async function loginPage(address: string) {
    const context = await request.newContext({ baseURL: product.url });
    const at = (await context.get(address)).url();
    return { context, logIn: (user: string) => context.post(at, { form: { account: user, password: PASSWORD } }) };
  }

  it.each([
    ['citizen1', ['citizen'], []],
    ['citizen2', ['citizen'], []],
    ['officer14', ['deskOfficer'], ['H99.14']],
    ['resolver14', ['resolvingOfficer'], ['H99.14']],
    ['leader14', ['unitLeader'], ['H99.14']],
    ['officer30', ['deskOfficer'], ['H99.30']],
    ['admin1', ['administrator'], ['H99']],
    ['admin2', ['administrator'], ['H99']],
    ['auditor1', ['auditor'], []],
  ])('lets %s in with the rights of the account, and tells a page no personal number', async (user, roles, units) => {
    const { context, logIn } = await loginPage('/session/sign-in');
    await logIn(user);
    const text = await (await context.get('/session')).text();
    const session = JSON.parse(text) as { signedIn: boolean; roles: string[]; units: { code: string }[] };
    expect([session.signedIn, session.roles, session.units.map(({ code }) => code)]).toEqual([true, roles, units]);
    expect(text).not.toMatch(/\d{12}/);
    await context.dispose();
  });

  it('gives the browser a cookie that no script reads and no other site sends along', async () => {
    const visitor = await visit();
    await signIn(visitor, 'officer14');
    const cookies = await visitor.context.cookies(product.url);
    expect(cookies.filter(({ path }) => path === '/')).toEqual([
      expect.objectContaining({ name: 'motcua', httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 }),
    ]);
    expect(await visitor.page.evaluate('document.cookie')).toBe('');
    await visitor.leave();
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example/', '/session/sign-out'])(
    'leads nobody to %s',
    async (foreign) => {
      const { context, logIn } = await loginPage(`/session/sign-in?return=${encodeURIComponent(foreign)}`);
      expect((await logIn('officer14')).url()).toBe(`${product.url}/`);
      await context.dispose();
    },
  );

  it('speaks English when asked, and switches', async () => {
    const visitor = await visit('phone');
    const page = await visitor.open('/session/sign-in?lang=en');
    expect([await page.textContent('h1'), await page.getAttribute('html', 'lang')]).toEqual(['Sign in', 'en']);
    expect(await differenceOf(visitor, 'login-en')).toBeUndefined();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByText('Tiếng Việt').click();
    expect([await page.textContent('h1'), await page.getAttribute('html', 'lang')]).toEqual(['Đăng nhập', 'vi']);
    await page.getByText('citizen1', { exact: true }).click();
    expect(await page.inputValue('#account')).toBe('citizen1');
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it('is over when an administrator ends the sessions of the account', async () => {
    const visitor = await visit();
    await signIn(visitor, 'officer30', '/tracking');
    const { subject } = (await (await visitor.page.request.get('/session')).json()) as { subject: string };
    const token = await product.token({ role: 'administrator', unit: 'H99' });
    const ended = await fetch(`${product.url}/api/desk/v1/accounts/${subject}/session-end`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(ended.status).toBe(200);
    await visitor.page.reload();
    await visitor.page.getByRole('link', { name: 'Đăng nhập' }).waitFor();
    expect((await visitor.page.request.get('/api/desk/v1/work-list')).status()).toBe(401);
    await visitor.leave();
  });

  it('changes nothing for a page of somebody else', async () => {
    const visitor = await visit();
    await signIn(visitor, 'officer14');
    const { csrfToken } = (await (await visitor.page.request.get('/session')).json()) as { csrfToken: string };
    const signOutWith = async (headers: Record<string, string>): Promise<number> =>
      (await visitor.page.request.post('/session/sign-out', { headers })).status();
    const own = { 'x-csrf-token': csrfToken, origin: product.url };
    expect(await signOutWith({ origin: product.url })).toBe(403);
    expect(await signOutWith({ ...own, origin: 'https://evil.example' })).toBe(403);
    expect(await signOutWith({ ...own, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(((await (await visitor.page.request.get('/session')).json()) as { signedIn: boolean }).signedIn).toBe(true);
    expect(await signOutWith(own)).toBe(200);
    await visitor.leave();
  });

  it('tells on a page when a return from the issuer is old, or came to another browser', async () => {
    const visitor = await visit();
    const returns: string[] = [];
    visitor.page.on('request', (one) => void (one.url().includes('/session/callback') && returns.push(one.url())));
    await signIn(visitor, 'officer14');
    const [callback] = returns;
    const stranger = await visit();
    for (const { page } of [visitor, stranger]) {
      expect((await page.goto(callback!))?.status()).toBe(400);
      expect(await page.textContent('h1')).toBe('Chưa đăng nhập được');
      expect(await page.textContent('.code')).toBe('sign-in.stale');
    }
    expect(await differenceOf(stranger, 'sign-in-stale')).toBeUndefined();
    expect(await barriersOn(stranger.page)).toEqual([]);
    const { signedIn } = (await (await stranger.page.request.get('/session')).json()) as { signedIn: boolean };
    expect(signedIn).toBe(false);
    await Promise.all([visitor.leave(), stranger.leave()]);
  });

  it('works by the other name of this machine, too', async () => {
    const { port } = new URL(product.url);
    const { context, logIn } = await loginPage(`http://localhost:${port}/session/sign-in?return=/tracking`);
    expect((await logIn('officer14')).url()).toBe(`${product.url}/tracking`);
    await context.dispose();
  });

  it('gives codes for a verifier only, and systems tokens by client credentials', async () => {
    const code = new URLSearchParams({
      client_id: 'motcua-pages',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${product.url}/session/callback`,
      state: 's',
    });
    const without = await fetch(`${product.url}/oidc/auth?${code}`, { redirect: 'manual' });
    expect(without.headers.get('location')).toContain('error=invalid_request');
    const foreign = new URLSearchParams({ ...Object.fromEntries(code), redirect_uri: 'https://evil.example/' });
    expect((await fetch(`${product.url}/oidc/auth?${foreign}`, { redirect: 'manual' })).status).toBe(400);
    const answer = await fetch(`${product.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo-vneid:motcua-demo-client-secret')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const asked = await fetch(`${product.url}/api/desk/v1/work-list`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([asked.status, ((await asked.json()) as { code: string }).code]).toEqual([403, 'auth.role-missing']);
  });
});
