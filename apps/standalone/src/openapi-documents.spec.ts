import { openApiOf } from '@motcua/service-kit';
import { describe, expect, it } from '@jest/globals';
import { Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { apis } from './apps.js';
import { complaintsAbout } from './openapi-check.fixture.js';

/** The routes of an app; nothing behind them is started. */
async function documentOf(api: (typeof apis)[number]) {
  const controllers = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, api.module) as Type[];
  class Routes {}
  Module({ controllers })(Routes);
  const testing = await Test.createTestingModule({ imports: [Routes] })
    .useMocker(() => ({}))
    .compile();
  const app = testing.createNestApplication(new FastifyAdapter(), { logger: false });
  return openApiOf(app, { ...api, module: Routes });
}

describe('the OpenAPI documents', () => {
  it.each(apis)('give an integrator everything to generate a client for $name', async (api) => {
    expect(complaintsAbout((await documentOf(api)) as never)).toEqual([]);
  });
});
