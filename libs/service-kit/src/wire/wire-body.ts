/** An answer's body as classification sees it. */
export interface WireBody {
  /** `broken` began like JSON and is none: cut off, so not even its words may be believed. */
  readonly kind: 'json' | 'text' | 'html' | 'empty' | 'broken';
  readonly json?: unknown;
  readonly text: string;
}

/**
 * Reads a body by what it is, not by its content type (they are often wrong): byte order mark dropped, JSON inside a JSON
 * string opened once more.
 */
export function readBody(bytes: Uint8Array): WireBody {
  const text = new TextDecoder().decode(bytes).trim(); // both drop a byte order mark
  if (text === '') return { kind: 'empty', text };
  if (/^<(?:!doctype\s+html|html|head|body|h\d|center|title)\b/i.test(text)) return { kind: 'html', text };
  const json = parsed(text);
  if (json !== undefined) return opened(json, text);
  return { kind: /^[[{"]/.test(text) ? 'broken' : 'text', text };
}

function opened(json: unknown, text: string): WireBody {
  if (typeof json !== 'string') return { kind: 'json', json, text };
  const inner = json.trim();
  const again = /^[[{]/.test(inner) ? parsed(inner) : undefined;
  if (again !== undefined) return { kind: 'json', json: again, text: inner };
  return { kind: /^[[{]/.test(inner) ? 'broken' : 'text', text: inner };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
