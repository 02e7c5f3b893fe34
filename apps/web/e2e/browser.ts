import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** What people hold in their hands, and what stands on officers' tables. */
export const devices = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 },
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
} as const;

export type Device = keyof typeof devices;

const CALM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Debian's Chromium, or the one at `MOTCUA_CHROMIUM`. @throws when there is none, with the command that helps */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumHere(), headless: true, args: CALM });
}

function chromiumHere(): string {
  const named = process.env['MOTCUA_CHROMIUM'];
  if (named !== undefined) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = which(name);
    if (found !== undefined) return found;
  }
  throw new Error('no Chromium: `apt-get install chromium`, or set MOTCUA_CHROMIUM to the path of one');
}

function which(name: string): string | undefined {
  if (existsSync(`/usr/bin/${name}`)) return `/usr/bin/${name}`;
  try {
    return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Somebody with a browser of his own: own cookies, own device. */
export class Visitor {
  /** What the pages complained about: uncaught errors, refusals of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(
    readonly device: Device,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) this.complaints.push(message.text());
    });
  }

  static async come(browser: Browser, url: string, device: Device): Promise<Visitor> {
    const context = await browser.newContext({
      ...devices[device],
      baseURL: url,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
    });
    return new Visitor(device, context, await context.newPage());
  }

  /** Pages load what they show on the way; this waits until nothing is under way any more. */
  async open(address: string): Promise<Page> {
    await this.page.goto(address);
    await this.page.waitForLoadState('networkidle');
    return this.page;
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
