import multipart from '@fastify/multipart';
import { Authenticator, Problem, demandTokenBeforeBody } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { LEGACY_ROUTES, isListed, wrongKey } from '../external-intake/legacy.controller.js';
import { IntakeConfig } from '../intake.config.js';

export const UPLOADS_ROUTE = '/api/intake/v1/uploads';

/** Opens the HTTP door for what only intake takes: forms with a file at one address, large bodies under `/external/`. */
@Injectable()
export class UploadDoor {
  constructor(
    { httpAdapter }: HttpAdapterHost,
    { uploadBytes, externalBytes, legacyAddresses }: IntakeConfig,
    authenticator: Authenticator,
  ) {
    const instance = httpAdapter.getInstance<FastifyInstance>();
    demandTokenBeforeBody(
      instance,
      authenticator,
      (route) => route === UPLOADS_ROUTE || route.startsWith('/external/v1/'),
    );
    instance.addHook('preParsing', (request, _reply, payload, done) => {
      const isOld = request.method === 'POST' && request.routeOptions.url?.startsWith(LEGACY_ROUTES) === true;
      return done(isOld && !isListed(request.ip, legacyAddresses) ? wrongKey() : null, payload);
    });
    instance.addHook('onRoute', (route) => {
      if (route.url.startsWith('/external/')) route.bodyLimit = externalBytes;
    });
    void instance.register(multipart, {
      throwFileSizeLimit: false,
      limits: { files: 1, fields: 4, parts: 5, fieldSize: 1024, fileSize: uploadBytes, headerPairs: 20 },
    });
    instance.addHook('preParsing', (request, _reply, payload, done) => {
      const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
      if (isForm && request.routeOptions.url !== UPLOADS_ROUTE) return done(wrongType());
      return done(null, payload);
    });
  }
}

function wrongType(): Problem {
  return new Problem(415, 'body.unsupported-type', 'Kiểu nội dung không được hỗ trợ; hãy dùng application/json.');
}
