import { existsSync, readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONFIG_OF } from './app-settings.js';

const root = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const dockerfile = text('docker/Dockerfile');
const ignored = text('.dockerignore');

/** What is copied from the build context and is not there, or is kept out of it. */
function lostCopies(dockerfileText: string, ignoreText: string): string[] {
  const sources = [...dockerfileText.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words]) =>
    words!.split(' ').slice(0, -1),
  );
  const letIn = [...ignoreText.matchAll(/^!(\S+)$/gm)].map(([, name]) => name!);
  const wanted = sources.flatMap((source) => (source === '.' ? letIn : [source]));
  return wanted.filter((source) => !existsSync(join(root, source)) || !letIn.some((name) => source.startsWith(name)));
}

/** The apps whose migrations the command line carries, as the image of `cli` and as its code name them. */
function appsOfTheImage(dockerfileText: string): string[] {
  return /"\$\{APP\}" = cli \]; then apps="cli ([^"]+)"/.exec(dockerfileText)?.[1]?.split(' ') ?? [];
}

function appsOfTheCode(): string[] {
  const list = /const APPS = \[([^\]]+)\]/.exec(text('apps/cli/src/migrate/app-migrations.ts'))?.[1] ?? '';
  return [...list.matchAll(/'([\w-]+)'/g)].map(([, name]) => name!);
}

describe('the Dockerfile', () => {
  it('copies what is there and reaches the build', () => {
    expect(lostCopies(dockerfile, ignored)).toEqual([]);
  });

  it('puts the apps into the command line that its migrations want, in their order', () => {
    expect(appsOfTheCode()).toContain('relay');
    expect(appsOfTheImage(dockerfile)).toEqual(appsOfTheCode());
  });

  it('sets what the check of the settings takes for granted, and nothing more', () => {
    const set = [...dockerfile.matchAll(/\b(MOTCUA_\w+)=(\S+)/g)].map(([, name, value]) => `${name}=${value}`);
    expect(set).toEqual(['MOTCUA_HOST=0.0.0.0', 'MOTCUA_DATA=/data', 'MOTCUA_DRAIN_MS=5000']);
  });

  it('can be made of every app that has a main.ts, and the manifests know each of them', () => {
    const apps = globSync('apps/*/src/main.ts', { cwd: root }).map((file) => file.split('/')[1]!);
    const known = [...Object.keys(CONFIG_OF), 'simulators', 'standalone'];
    expect(apps.filter((app) => !known.includes(app))).toEqual([]);
  });

  it('is checked: planted faults are found', () => {
    expect(lostCopies('COPY . .\nCOPY docs /x\nCOPY --from=build /a /b', '*\n!apps\n!gone')).toEqual(['gone', 'docs']);
    expect(appsOfTheImage(dockerfile.replace(' relay"', '"'))).not.toEqual(appsOfTheCode());
  });
});
