import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export type Language = 'vi' | 'en';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  /** HTML; whatever came from outside is escaped in it. */
  readonly main: string;
  /** A script of our own, that runs once. */
  readonly script?: string;
}

/** As on our other pages (apps/web/src/app/theme.ts); nothing is loaded from anywhere. */
const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #f5f5f5; color: #1f1f1f; font: 16px/1.5 'Be Vietnam Pro', system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; justify-content: space-between; padding: 12px 24px; background: #fff; border-bottom: 3px solid #a8071a; }
header strong { font-size: 18px; }
main { max-width: 960px; margin: 24px auto; padding: 0 16px; display: grid; gap: 24px; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 800px) { main.two { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); } }
section { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; padding: 24px; }
h1 { margin: 0 0 16px; font-size: 26px; line-height: 1.3; }
h2 { margin: 0 0 8px; font-size: 18px; }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; border: 1px solid #8c8c8c; border-radius: 6px; }
button { min-height: 44px; margin-top: 24px; padding: 8px 24px; font: inherit; font-weight: 600; color: #fff; background: #a8071a; border: 0; border-radius: 6px; cursor: pointer; }
a { color: #8a0615; }
:focus-visible { outline: 3px solid #1d5bbf; outline-offset: 2px; }
.wrong { margin: 0 0 8px; padding: 12px 16px; background: #fff1f0; border: 1px solid #a8071a; border-radius: 6px; }
ul { margin: 12px 0 0; padding: 0; list-style: none; }
li { padding: 8px 0; border-top: 1px solid #e0e0e0; }
li a { display: inline-block; min-height: 24px; font-weight: 600; }
li span { display: block; color: #595959; font-size: 14px; }
code { padding: 1px 4px; background: #f0f0f0; border-radius: 3px; }
`;

/** Sends a page that nobody can put into a frame and that takes nothing from anywhere. */
export function sendPage(response: ServerResponse, status: number, content: PageContent): void {
  const nonce = randomBytes(18).toString('base64');
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...pageHeaders(nonce) });
  response.end(page(content, nonce));
}

export function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'nonce-${nonce}'`,
      `script-src 'nonce-${nonce}'`,
      'img-src data:', // no icon
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

export function page({ language, title, main, script }: PageContent, nonce: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
${main}
${script === undefined ? '' : `<script nonce="${nonce}">${script}</script>`}
</body>
</html>
`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
