import { fetchSession } from '../../../app/session.ts';
import { ProblemError } from '../../../api/problem.ts';
import type { CommandName, Possible } from '../dossier.ts';
import {
  type CommandField,
  type FieldName,
  type FieldValue,
  type ScanAnswer,
  type SupplementItem,
  commandForms,
} from './command-forms.ts';

export type Values = Readonly<Record<string, FieldValue>>;

export interface Sending {
  readonly dossierId: string;
  readonly command: Possible;
  readonly values: Values;
  /** Version of the dossier that the officer decided about. */
  readonly version: number;
  /** One for this wish, however often it is sent. */
  readonly key: string;
}

/** Uploads what belongs to it, then gives the command. @throws {ProblemError} */
export async function sendCommand({ dossierId, command, values, version, key }: Sending): Promise<void> {
  const upload = (file: File, place: string) => sendFile(dossierId, file, `${key}-${place}`);
  const body = await bodyOfCommand(command.command, values, upload);
  await post(
    `/api/desk/v1/dossiers/${dossierId}/${pathOf(command)}`,
    {
      'content-type': 'application/json',
      'idempotency-key': key,
      'if-match': `"${version}"`,
    },
    JSON.stringify(body),
  );
}

function pathOf({ command, id }: Possible): string {
  return command.replace(/:[a-zA-Z]+/, encodeURIComponent(id ?? ''));
}

async function sendFile(dossierId: string, file: File, key: string): Promise<string> {
  const headers = { 'content-type': file.type, 'idempotency-key': key };
  const stored = (await post(`/api/desk/v1/dossiers/${dossierId}/files`, headers, file)) as { fileId: string };
  return stored.fileId;
}

async function post(address: string, headers: Record<string, string>, body: BodyInit): Promise<unknown> {
  const session = await fetchSession();
  const own = session.signedIn ? { 'x-csrf-token': session.csrfToken } : {};
  const response = await fetch(address, { method: 'POST', headers: { ...headers, ...own }, body });
  if (!response.ok) throw await ProblemError.of(response);
  return response.json();
}

type Upload = (file: File, place: string) => Promise<string>;

async function bodyOfCommand(command: CommandName, values: Values, upload: Upload): Promise<object> {
  const parts = await Promise.all(commandForms[command].map((field) => memberOf(field, values[field.name], upload)));
  return Object.assign({}, ...parts) as object;
}

async function memberOf(field: CommandField, value: FieldValue, upload: Upload): Promise<object> {
  const { name, kind, optional } = field;
  if (kind === 'check') return { [name]: value === true };
  if (value === undefined || (value === '' && optional === true)) return {};
  if (kind === 'items') return itemsOf(value as readonly SupplementItem[]);
  if (kind === 'answers') return answersOf(value as readonly ScanAnswer[], upload);
  return value instanceof File ? fileOf(name, value, upload) : plainOf(field, value);
}

async function fileOf(name: FieldName, file: File, upload: Upload): Promise<object> {
  const fileId = await upload(file, name);
  return name === 'scan' ? { fileId, fileName: file.name } : { [name]: fileId };
}

function plainOf({ name, kind }: CommandField, value: FieldValue): object {
  if (name === 'limit') return { limit: { unit: 'workingDay', amount: value } };
  if (name === 'returnMethod') return { method: value };
  return { [name]: kind === 'moment' ? `${value as string}:00+07:00` : value };
}

function itemsOf(chosen: readonly SupplementItem[]): object {
  return { items: chosen.map(({ item }) => item), itemTexts: chosen.map(({ text }) => text) };
}

async function answersOf(scans: readonly ScanAnswer[], upload: Upload): Promise<object> {
  const components = await Promise.all(
    scans.map(async ({ item, file }, place) => ({
      componentCode: item,
      fileId: await upload(file, `answer-${place}`),
      fileName: file.name,
    })),
  );
  return { items: scans.map(({ item }) => item), components };
}
