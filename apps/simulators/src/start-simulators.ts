import 'reflect-metadata';
import { type AddressInfo } from 'node:net';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ProblemFilter } from './control/problem.filter.js';
import { SimulatorControl } from './control/simulator-control.js';
import { World } from './engine/world.js';
import { SimulatorsModule } from './simulators.module.js';

export interface StartOptions {
  /** default 127.0.0.1 */
  host?: string;
  /** TCP port; 0 (default) takes a free one */
  port?: number;
  /** ISO instant at which the virtual clock starts; real time when absent */
  now?: string;
  /** pace of the virtual clock; absent = stands still when `now` is given, else runs with real time */
  rate?: number;
  seed?: number;
  /** file that keeps what was accepted over a restart */
  file?: string;
}

export interface RunningSimulators {
  /** e.g. `http://127.0.0.1:8090`, without a slash at the end */
  url: string;
  port: number;
  control: SimulatorControl;
  /** Breaks open connections and stops listening. */
  stop(): Promise<void>;
}

const BODY_LIMIT = 32 * 1024 * 1024;
const TICK_MS = 250;

/**
 * Starts all outside systems in this process.
 *
 * @throws {Error} when the port is taken or the file cannot be written
 */
export async function startSimulators(options: StartOptions = {}): Promise<RunningSimulators> {
  const { seed = 42, now = null, rate = now === null ? 1 : 0, file = null } = options;
  const world = new World({ seed, now, rate, file });
  const application = await build(world);
  await listen(application, options);
  const server = application.getHttpServer();
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const tick = setInterval(() => void world.runDue(), TICK_MS).unref();
  const stop = async (): Promise<void> => {
    clearInterval(tick);
    server.closeAllConnections();
    await application.close();
  };
  return { url, port, control: new SimulatorControl(url), stop };
}

async function listen(application: NestFastifyApplication, { port = 0, host = '127.0.0.1' }: StartOptions) {
  await application.listen(port, host);
}

async function build(world: World): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const module = SimulatorsModule.around(world);
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn'],
    bodyParser: false,
  });
  takeBodiesRaw(adapter);
  application.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  application.useGlobalFilters(new ProblemFilter());
  const described = new DocumentBuilder()
    .setTitle('Motcua simulators: control plane')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(application, described);
  adapter.getInstance().get('/__sim/openapi.json', () => document);
  return application;
}

/** Outside systems judge malformed bodies themselves, so theirs stay bytes; only the control plane's are parsed. */
function takeBodiesRaw(adapter: FastifyAdapter): void {
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (!request.url.startsWith('/__sim')) return done(null, body);
    try {
      done(null, body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown));
    } catch {
      done(Object.assign(new Error('body is not JSON'), { statusCode: 400 }), undefined);
    }
  });
}
