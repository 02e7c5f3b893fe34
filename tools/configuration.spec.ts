import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DeskConfig } from '../apps/desk/src/desk.config.js';
import { DossierCodeConfig } from '../apps/dossier-code/src/dossier-code.config.js';
import { IntakeConfig } from '../apps/intake/src/intake.config.js';
import { MinistryConnectorConfig } from '../apps/ministry-connector/src/ministry-connector.config.js';
import { PortalSyncConfig } from '../apps/portal-sync/src/portal-sync.config.js';
import { RelayConfig } from '../apps/relay/src/relay.config.js';
import { type EnvField, envFieldsOf } from '../libs/service-kit/src/config/env.js';

const page = readFileSync(join(import.meta.dirname, '../docs/reference/configuration.md'), 'utf8');

/** Variable, default and whether it is a secret, of each row under a heading. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `(MOTCUA_\w+)` +\| ([^|]+?) +\| (.*) \|$/gm)].map(([, name, value, what]) => [
    name!,
    value!.replaceAll('`', ''),
    /\(_secret_\) *$/.test(what!) ? 'secret' : '',
  ]);
}

/** A required variable has no initial value; the page says of the others without one that there is none. */
function rowsOf(configClass: new () => object, fields: readonly EnvField[]): string[][] {
  const initial = new configClass() as Readonly<Record<string, Setting>>;
  return fields.map(({ name, property, secret }) => [
    name,
    spelled(initial[property]),
    secret === true ? 'secret' : '',
  ]);
}

type Setting = string | number | boolean | readonly string[] | undefined;

function spelled(value: Setting): string {
  if (value === undefined) return 'required or none';
  return value === '' || (typeof value === 'object' && value.length === 0) ? 'empty' : value.toString();
}

function compared(rows: readonly string[][]): string[] {
  return rows.map(
    ([name, value, secret]) => `${name} ${value!.replace(/^(required|none)$/, 'required or none')} ${secret}`,
  );
}

describe('the page of settings', () => {
  const everybodys = envFieldsOf(DossierCodeConfig);

  it('lists what every app reads', () => {
    expect(compared(rowsUnder('Every app'))).toEqual(compared(rowsOf(DossierCodeConfig, everybodys)));
  });

  it.each<[string, new () => object]>([
    ['intake', IntakeConfig],
    ['desk', DeskConfig],
    ['ministry-connector', MinistryConnectorConfig],
    ['portal-sync', PortalSyncConfig],
    ['relay', RelayConfig],
  ])('lists what %s reads beside it', (app, configClass) => {
    const own = envFieldsOf(configClass).slice(everybodys.length);
    expect(compared(rowsUnder(app))).toEqual(compared(rowsOf(configClass, own)));
  });
});
