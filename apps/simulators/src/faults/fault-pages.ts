import { type Payload } from './body-variants.js';
import { type Fault } from './fault.js';

export interface FaultPage extends Payload {
  status: number;
  headers: Record<string, string>;
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Invalid Credentials',
  403: 'Resource forbidden',
  404: 'Not Found',
  429: 'Message throttled out',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The token endpoint's words for the same; programs that sign on read these. */
const OAUTH_WORDS: Readonly<Record<number, string>> = {
  401: 'invalid_client',
  403: 'access_denied',
  429: 'too_many_requests',
};

/** What comes back when something in front of the system answers instead of it. */
export function faultPage(fault: Extract<Fault, { type: 'http' | 'rate' | 'down' }>): FaultPage {
  const { status, html, location } = shapeOf(fault);
  const retry = fault.retryAfterSeconds;
  const headers = {
    ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
    ...(status >= 300 && status < 400 ? { location } : {}),
  };
  return { status, headers, ...(html ? htmlPage(status) : jsonPage(status)) };
}

/** Proxies answer for dead servers with a page, systems with an object. */
function shapeOf(fault: Parameters<typeof faultPage>[0]): { status: number; html: boolean; location: string } {
  if (fault.type === 'rate') return { status: 429, html: false, location: '/' };
  if (fault.type === 'down') return { status: 503, html: true, location: '/' };
  const byProxy = fault.status === 502 || fault.status === 504;
  return { status: fault.status, html: fault.html ?? byProxy, location: fault.location ?? '/' };
}

function htmlPage(status: number): Payload {
  const title = `${status} ${TITLES[status] ?? 'Error'}`;
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { bytes: Buffer.from(page), contentType: 'text/html' };
}

function jsonPage(status: number): Payload {
  const body = {
    error: OAUTH_WORDS[status] ?? 'server_error',
    fault: { code: 900_000 + status, message: TITLES[status] ?? 'Error', description: '' },
  };
  return { bytes: Buffer.from(JSON.stringify(body)), contentType: 'application/json; charset=utf-8' };
}
