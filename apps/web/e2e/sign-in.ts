import type { Visitor } from './browser.ts';

/** Of every demo account; `npm start` prints it. */
export const PASSWORD = 'motcua';

/**
 * Signs somebody in as people do: by the button of the header and the login page of the embedded provider.
 *
 * @param user name of a demo account, e.g. `officer14`
 * @param back where to arrive
 */
export async function signIn({ page }: Visitor, user: string, back = '/'): Promise<void> {
  await page.goto(`/session/sign-in?return=${encodeURIComponent(back)}`);
  await fillIn({ page }, user, PASSWORD);
  await page.waitForURL((url) => !url.pathname.startsWith('/oidc') && !url.pathname.startsWith('/session'));
  await page.waitForLoadState('networkidle');
}

/** At the login page. */
export async function fillIn({ page }: Pick<Visitor, 'page'>, user: string, password: string): Promise<void> {
  await page.getByLabel(/Tên đăng nhập|User name/).fill(user);
  await page.getByLabel(/Mật khẩu|Password/).fill(password);
  await page.getByRole('button', { name: /Đăng nhập|Sign in/ }).click();
}

/** By the button of the header, at the issuer, too. */
export async function signOut({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /Đăng xuất|Sign out/ }).click();
  await page.getByRole('link', { name: /Đăng nhập|Sign in/ }).waitFor();
}
