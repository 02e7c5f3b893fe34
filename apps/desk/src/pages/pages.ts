import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Log } from '@motcua/service-kit';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { newNonce, pageHeaders } from './page-headers.js';

/** The first words of the addresses of pages; what stands behind them is decided in the browser (apps/web/src/app/routes.tsx). */
export const pageAreas = ['procedures', 'tracking', 'dossiers', 'verify', 'desk', 'admin'] as const;

/** Where the build of apps/web put the pages. */
export function builtPages(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@motcua/web/package.json')), 'dist');
}

/** Serves the pages of apps/web at `/`. */
@Injectable()
export class Pages implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    const folder = builtPages();
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
    if (page === undefined) {
      this.log.warn('pages.not-built'); // the APIs do without
      return;
    }
    const instance = this.host.httpAdapter.getInstance<FastifyInstance>();
    await instance.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true, // their names change with their content
      maxAge: '365d',
      index: false,
      cacheControl: true,
    });
    const answer = (_request: unknown, reply: FastifyReply): FastifyReply => send(page, reply);
    instance.get('/', answer);
    for (const area of pageAreas) {
      instance.get(`/${area}`, answer);
      instance.get(`/${area}/*`, answer);
    }
  }
}

function send(page: string, reply: FastifyReply): FastifyReply {
  const nonce = newNonce();
  return reply
    .headers(pageHeaders(nonce))
    .type('text/html; charset=utf-8')
    .send(page.replaceAll('__CSP_NONCE__', nonce));
}
