import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SimulatorControl } from '@motcua/simulators';
import type { AppProcess } from './app-process.ts';
import { count } from './database.ts';
import type { World } from './world.ts';

const PROGRAM = join(import.meta.dirname, '../../apps/simulators/dist/main.js');

/** Made for this run: the product refuses secrets that everybody knows. */
const GATEWAY_SECRET = randomUUID();
const PORTAL_SECRET = randomUUID();

/** The outside systems in their own process, and a business time that they share with the product. */
export class Outside {
  readonly control: SimulatorControl;
  readonly url: string;
  private ahead: number;

  private constructor(url: string, start: string) {
    this.url = url;
    this.control = new SimulatorControl(url);
    this.ahead = Date.parse(start) - Date.now();
  }

  /** @param start ISO instant at which the business time begins; it runs with real time and can be moved on */
  static async start(world: World, start: string): Promise<Outside> {
    const child = spawn(process.execPath, ['--no-warnings', PROGRAM], {
      env: { ...process.env, MOTCUA_SIMULATORS_PORT: '0', MOTCUA_SIMULATORS_NOW: start, MOTCUA_SIMULATORS_RATE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    world.cleanUp(async () => void child.kill('SIGKILL'));
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    world.simulatorsUrl = url;
    const outside = new Outside(url, start);
    await outside.control.credentials('gateway', { client: 'sim', secrets: [GATEWAY_SECRET] });
    await outside.control.credentials('dvcqg', { client: 'sim', secrets: [PORTAL_SECRET] });
    return outside;
  }

  now(): string {
    return new Date(Date.now() + this.ahead).toISOString();
  }

  /** Moves the time of both sides on, and waits until the product has done what fell due. */
  async pass(world: World, app: AppProcess, seconds: number): Promise<void> {
    await this.control.advance(seconds);
    this.ahead += seconds * 1000;
    app.setClock(this.now());
    await pause(300);
    const due = () =>
      count(world.database.ownerUrl, `SELECT count(*) FROM kit.timers WHERE next_at <= '${this.now()}'`);
    for (let waited = 0; waited < 15_000 && (await due()) > 0; waited += 200) await pause(200);
  }

  /** Settings with which the product finds them. */
  environment(filesUrl = 'http://127.0.0.1:9'): Record<string, string> {
    return {
      MOTCUA_PROFILES: join(import.meta.dirname, '../../profiles'),
      MOTCUA_CONNECTOR_GATEWAY_URL: `${this.url}/sim/gateway`,
      MOTCUA_CONNECTOR_GATEWAY_CLIENT: 'sim',
      MOTCUA_CONNECTOR_GATEWAY_SECRET: GATEWAY_SECRET,
      MOTCUA_CONNECTOR_SOCIAL_CARD_URL: `${this.url}/sim/leg/social.card`,
      MOTCUA_CONNECTOR_RESIDENCE_URL: `${this.url}/sim/leg/residence`,
      MOTCUA_CONNECTOR_PROVINCE: '99',
      MOTCUA_PORTAL_URL: `${this.url}/sim/dvcqg`,
      MOTCUA_PORTAL_USERNAME: 'sim',
      MOTCUA_PORTAL_PASSWORD: PORTAL_SECRET,
      MOTCUA_PORTAL_DSTCODE: 'sim-dst',
      MOTCUA_PORTAL_UNIT: '000.00.00.H99',
      MOTCUA_PORTAL_FILES_URL: filesUrl,
    };
  }
}
