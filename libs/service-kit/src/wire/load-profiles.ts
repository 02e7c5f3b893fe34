import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { lintProfile } from './profile-lint.js';
import { profileSchema } from './profile-schema.js';
import { InvalidProfile, type ProfileFault, type WireProfile } from './wire-profile.js';

/** All profiles of a folder by `<name>@<version>`; immutable. */
export type WireProfiles = ReadonlyMap<string, WireProfile>;

/**
 * Reads `<folder>/<name>@<version>/profile.json`.
 * @throws {InvalidProfile} with every fault of every file (file, JSON Pointer, reason): nothing may start on a wrong profile
 */
export async function loadProfiles(folder: string): Promise<WireProfiles> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const profiles = new Map<string, WireProfile>();
  const faults: ProfileFault[] = [];
  for (const name of names) {
    const file = join(folder, name, 'profile.json');
    const read = checkProfile(name, file, await readFile(file, 'utf8').catch(() => ''));
    if (Array.isArray(read)) faults.push(...read);
    else profiles.set(name, frozen(read));
  }
  for (const [name, profile] of profiles) faults.push(...gatewayFaults(name, profile, profiles, folder));
  if (faults.length > 0) throw new InvalidProfile(faults);
  return profiles;
}

/** @returns the profile, or its faults @param name the folder's name, which the file's own name and version must equal */
export function checkProfile(name: string, file: string, text: string): WireProfile | ProfileFault[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [{ file, pointer: '', reason: text === '' ? 'is missing or empty' : 'is not JSON' }];
  }
  const valid = schemaCheck();
  if (!valid(json)) {
    return (valid.errors ?? []).map((error) => ({
      file,
      pointer: error.instancePath,
      reason: `${error.message ?? 'does not fit'}${detail(error.params)}`,
    }));
  }
  const profile = json as WireProfile;
  const faults = lintProfile(profile, file);
  if (`${profile.profile}@${profile.version}` !== name)
    faults.push({ file, pointer: '/profile', reason: `is not ${name}` });
  return faults.length > 0 ? faults : profile;
}

let compiled: ReturnType<Ajv2020['compile']> | undefined;

function schemaCheck(): ReturnType<Ajv2020['compile']> {
  if (compiled === undefined) {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    addFormats.default(ajv);
    compiled = ajv.compile(profileSchema);
  }
  return compiled;
}

function detail(params: Record<string, unknown>): string {
  const extra: unknown = params['additionalProperty'];
  return typeof extra === 'string' ? ` ("${extra}")` : '';
}

function gatewayFaults(name: string, profile: WireProfile, all: WireProfiles, folder: string): ProfileFault[] {
  const gateway = profile.auth.gateway;
  if (gateway === undefined || all.has(gateway)) return [];
  return [
    { file: join(folder, name, 'profile.json'), pointer: '/auth/gateway', reason: `there is no profile ${gateway}` },
  ];
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
