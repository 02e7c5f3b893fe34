import { readFileSync } from 'node:fs';

import { validateSync, type ValidationError } from 'class-validator';

import { envFieldsOf, type EnvField } from './env.js';

export interface ConfigFault {
  /** Name of the variable. */
  readonly name: string;
  /** What is wrong; never the value. */
  readonly problem: string;
}

/** Everything that is wrong with the configuration, at once. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';

  constructor(readonly faults: readonly ConfigFault[]) {
    super(['the configuration is invalid:', ...faults.map(({ name, problem }) => `  ${name}: ${problem}`)].join('\n'));
  }
}

/** Values that people leave in place. Compared in lower case. */
const DEFAULT_SECRETS: readonly string[] = [
  'changeme',
  'change-me',
  'change_me',
  'secret',
  'password',
  'default',
  'example',
  'admin',
  'test',
  'postgres',
  'motcua',
  '123456',
  '12345678',
];

const SHORTEST_SECRET = 16;

/**
 * Reads a config class from the environment and freezes it.
 *
 * @throws {ConfigInvalid} with every fault by name
 */
export function loadConfig<T extends object>(
  configClass: new () => T,
  env: Readonly<Record<string, string | undefined>>,
): T {
  const config = new configClass();
  const faults: ConfigFault[] = [];
  for (const field of envFieldsOf(configClass)) {
    try {
      const text = textOf(field, env);
      if (text !== undefined) Object.assign(config, { [field.property]: valueOf(field, text) });
    } catch (error) {
      faults.push({ name: field.name, problem: (error as Error).message });
    }
  }
  faults.push(...invalid(configClass, config, faults));
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return Object.freeze(config);
}

function textOf(field: EnvField, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const direct = env[field.name] || undefined;
  if (field.secret !== true) return direct;
  const file = env[`${field.name}_FILE`] || undefined;
  if (direct !== undefined && file !== undefined) {
    throw new Error(`is set twice, as ${field.name} and as ${field.name}_FILE`);
  }
  const text = file === undefined ? direct : contentOf(file, field.name);
  if (text !== undefined) refuseDefault(text);
  return text;
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`the file named by ${name}_FILE cannot be read`);
  }
}

function refuseDefault(text: string): void {
  if (isDefault(text) || isDefault(passwordIn(text))) throw new Error('is a default secret, which everybody knows');
  if (text.length < SHORTEST_SECRET) throw new Error(`is shorter than ${SHORTEST_SECRET} characters`);
}

function isDefault(text: string): boolean {
  return DEFAULT_SECRETS.includes(text.toLowerCase());
}

/** An address may carry the secret inside. */
function passwordIn(text: string): string {
  return URL.canParse(text) ? decodeURIComponent(new URL(text).password) : '';
}

function valueOf(field: EnvField, text: string): unknown {
  switch (field.kind ?? 'text') {
    case 'text':
      return text;
    case 'integer':
      if (!/^-?\d{1,15}$/.test(text)) throw new Error('must be an integer');
      return Number(text);
    case 'flag':
      if (text !== 'true' && text !== 'false') throw new Error('must be true or false');
      return text === 'true';
    case 'list':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
  }
}

function invalid(configClass: abstract new () => object, config: object, known: readonly ConfigFault[]): ConfigFault[] {
  const names = new Map(envFieldsOf(configClass).map((field) => [field.property, field.name]));
  const reported = new Set(known.map((fault) => fault.name));
  return validateSync(config, { forbidUnknownValues: false })
    .map((error) => ({ name: names.get(error.property) ?? error.property, problem: problemOf(error) }))
    .filter((fault) => !reported.has(fault.name));
}

/** The validators' messages name the property and the rule; the value is never part of them. */
function problemOf(error: ValidationError): string {
  return Object.values(error.constraints ?? { invalid: 'is invalid' })
    .map((message) => (message.startsWith(`${error.property} `) ? message.slice(error.property.length + 1) : message))
    .join('; ');
}
