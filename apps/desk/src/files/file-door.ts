import { Authenticator, Problem, demandTokenBeforeBody } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DeskConfig } from '../desk.config.js';
import { DOSSIERS } from '../officer-command/officer-command.js';

/** Files come as the body itself, in these kinds. */
export const FILE_KINDS = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const;

export const FILES_ROUTE = `/${DOSSIERS}/:dossierId/files`;

/** Opens the HTTP door for raw files, at one address and nowhere else in the process. */
@Injectable()
export class FileDoor {
  constructor({ httpAdapter }: HttpAdapterHost, { fileBytes }: DeskConfig, authenticator: Authenticator) {
    const instance = httpAdapter.getInstance<FastifyInstance>();
    demandTokenBeforeBody(instance, authenticator, (route) => route === FILES_ROUTE);
    instance.addHook('onRoute', (route) => {
      if (route.url === FILES_ROUTE) route.bodyLimit = fileBytes;
    });
    for (const kind of FILE_KINDS)
      instance.addContentTypeParser(kind, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    instance.addHook('preParsing', (request, _reply, payload, done) => {
      const kind = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
      const isFile = FILE_KINDS.some((one) => one === kind);
      if (isFile === (request.routeOptions.url === FILES_ROUTE)) return done(null, payload);
      return done(isFile ? wrongType('application/json') : wrongType(FILE_KINDS.join(', ')));
    });
  }
}

function wrongType(wanted: string): Problem {
  return new Problem(415, 'body.unsupported-type', `Kiểu nội dung không được hỗ trợ; hãy dùng ${wanted}.`);
}
