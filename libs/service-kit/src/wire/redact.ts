import { createHash } from 'node:crypto';

const secretNames = new Set([
  'accesskey',
  'access_token',
  'authkey',
  'authorization',
  'client_secret',
  'clientsecret',
  'cookie',
  'dstcode',
  'id_token',
  'lgspaccesstoken',
  'password',
  'refresh_token',
  'refreshtoken',
  'secret',
  'secretkey',
  'secretpass',
  'session',
  'set-cookie',
  'token',
]);

const redacted = '[redacted]';
/** Shorter texts are left as they are: names and sentences, not documents. */
const smallestBlob = 1024;

export function isSecretName(name: string): boolean {
  return secretNames.has(name.toLowerCase());
}

export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? redacted : value]),
  );
}

/** A body as evidence: secrets gone, documents replaced by what identifies them. JSON and forms keep their form. */
export function redactBody(body: string): string {
  const text = body.replace(/^\ufeff/, '');
  try {
    return JSON.stringify(redactValue(JSON.parse(text)));
  } catch {
    return /^[\w.%+-]+=/.test(text) ? redactForm(text) : text;
  }
}

function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue);
  if (typeof value === 'string') return blobOf(value) ?? value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isSecretName(name) && typeof member !== 'object' ? redacted : redactValue(member),
    ]),
  );
}

function redactForm(text: string): string {
  const form = new URLSearchParams(text);
  for (const name of new Set(form.keys())) if (isSecretName(name)) form.set(name, redacted);
  return form.toString();
}

function blobOf(text: string): { sha256: string; size: number; mime: string } | undefined {
  if (text.length < smallestBlob || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, mime: mimeOf(bytes) };
}

function mimeOf(bytes: Buffer): string {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  return bytes.subarray(1, 4).toString('latin1') === 'PNG' ? 'image/png' : 'application/octet-stream';
}
