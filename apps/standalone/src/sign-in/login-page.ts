import { type DemoAccount, demoAccounts, demoPassword } from './demo-accounts.js';
import { escaped, type Language, type PageContent } from './page-frame.js';

const TEXTS = {
  vi: {
    brand: 'Một cửa H99',
    title: 'Đăng nhập',
    account: 'Tên đăng nhập',
    password: 'Mật khẩu',
    submit: 'Đăng nhập',
    wrong: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    other: 'English',
    demo: 'Tài khoản dùng thử',
    hint: `Đây là bản chạy thử: mọi người và mọi số đều không có thật. Chọn một tài khoản rồi nhập mật khẩu <code>${demoPassword}</code>.`,
    gone: 'Lần đăng nhập này đã hết hạn',
    goneHint: 'Vui lòng bắt đầu lại.',
    again: 'Đăng nhập lại',
    fault: 'Không đăng nhập được',
    bye: 'Đăng xuất',
    byeSubmit: 'Đăng xuất',
  },
  en: {
    brand: 'One-stop desk H99',
    title: 'Sign in',
    account: 'User name',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'User name or password is wrong.',
    other: 'Tiếng Việt',
    demo: 'Demo accounts',
    hint: `This is a demonstration: no person and no number is real. Choose an account and type the password <code>${demoPassword}</code>.`,
    gone: 'This sign-in has expired',
    goneHint: 'Please begin again.',
    again: 'Sign in again',
    fault: 'Signing in did not work',
    bye: 'Sign out',
    byeSubmit: 'Sign out',
  },
} as const;

export interface LoginState {
  readonly language: Language;
  /** What stands in the field already. */
  readonly userName: string;
  readonly isWrong: boolean;
}

export function loginPage({ language, userName, isWrong }: LoginState): PageContent {
  const t = TEXTS[language];
  const wrong = isWrong ? `<p class="wrong" role="alert">${t.wrong}</p>` : '';
  const describedBy = isWrong ? ' aria-invalid="true"' : '';
  return {
    language,
    title: `${t.title} – ${t.brand}`,
    main: `${header(language)}
<main class="two">
<section aria-labelledby="title">
<h1 id="title">${t.title}</h1>
${wrong}<form method="post" action="?lang=${language}">
<label for="account">${t.account}</label>
<input id="account" name="account" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" value="${escaped(userName)}"${describedBy}${userName === '' ? ' autofocus' : ''}>
<label for="password">${t.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128"${describedBy}${userName === '' ? '' : ' autofocus'}>
<button type="submit">${t.submit}</button>
</form>
</section>
<section aria-labelledby="demo">
<h2 id="demo">${t.demo}</h2>
<p>${t.hint}</p>
<ul>
${demoAccounts.map((account) => item(account, language)).join('\n')}
</ul>
</section>
</main>`,
  };
}

function item({ userName, name, what }: DemoAccount, language: Language): string {
  return `<li><a href="?lang=${language}&amp;account=${userName}">${userName}</a><span>${escaped(name)} – ${escaped(what[language])}</span></li>`;
}

function header(language: Language): string {
  const other = language === 'vi' ? 'en' : 'vi';
  const { brand, other: words } = TEXTS[language];
  return `<header><strong>${brand}</strong><a href="?lang=${other}" lang="${other}" hreflang="${other}">${words}</a></header>`;
}

/** Somebody who was too slow, or came from a bookmark. */
export function gonePage(language: Language): PageContent {
  const t = TEXTS[language];
  return plain(language, t.gone, `<p>${t.goneHint}</p><p><a href="/session/sign-in">${t.again}</a></p>`);
}

/** @param code of OAuth, e.g. `invalid_request` */
export function faultPage(language: Language, code: string): PageContent {
  const t = TEXTS[language];
  return plain(language, t.fault, `<p><code>${escaped(code)}</code></p><p><a href="/">${t.brand}</a></p>`);
}

/** Our own sign-out has asked already, so the form sends itself. @param form of the provider */
export function signOutPage(language: Language, form: string): PageContent {
  const t = TEXTS[language];
  const button = `<input type="hidden" name="logout" value="yes"><button type="submit">${t.byeSubmit}</button></form>`;
  return { ...plain(language, t.bye, form.replace('</form>', button)), script: 'document.forms[0].submit();' };
}

function plain(language: Language, title: string, content: string): PageContent {
  const main = `<header><strong>${TEXTS[language].brand}</strong></header>
<main><section><h1>${title}</h1>${content}</section></main>`;
  return { language, title, main };
}
