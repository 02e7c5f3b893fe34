import 'reflect-metadata';
import { type ApiDescription, openApiOf } from '@motcua/service-kit';
import { Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

/** What an app serves at `/api/<app>/openapi.json`; nothing behind its routes is started. */
export async function openApiDocument(api: ApiDescription): Promise<object> {
  const controllers = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, api.module) as Type[];
  class Routes {}
  Module({ controllers })(Routes);
  const testing = await Test.createTestingModule({ imports: [Routes] })
    .useMocker(anything)
    .compile();
  const app = testing.createNestApplication(new FastifyAdapter(), { logger: false });
  return JSON.parse(JSON.stringify(openApiOf(app, { ...api, module: Routes }))) as object;
}

/** Stands for whatever a controller's constructor asks of its parts; nobody waits for it. */
function anything(): unknown {
  return new Proxy(() => undefined, {
    get: (_target, name) =>
      typeof name === 'string' ? member(name) : name === Symbol.toPrimitive ? () => 0 : undefined,
    apply: anything,
  });
}

/** Whoever awaits it must get it as it is. */
function member(name: string): unknown {
  return name === 'then' ? undefined : anything();
}
