import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = (response: ServerResponse, request: SeenRequest) => void;

/** An outside system that does what the spec says, one reply for each request of a path, the last one for ever. */
export class ScriptedServer {
  readonly seen: SeenRequest[] = [];
  readonly #replies = new Map<string, Reply[]>();
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  on(path: string, ...replies: Reply[]): void {
    this.#replies.set(path, replies);
  }

  calls(path: string): SeenRequest[] {
    return this.seen.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
    this.seen.push(seen);
    const replies = this.#replies.get(seen.path) ?? [];
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined) response.writeHead(404).end('404 page not found');
    else reply(response, seen);
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function text(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
}

/** The request arrived whole, then the line broke. */
export const reset: Reply = (response) => response.destroy();

/** The request was taken and nothing is ever answered. */
export const silence: Reply = () => undefined;

/** Promises more bytes than it sends, then breaks the line. */
export const cutOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{ "STATUS": "1", "DESCRIPTION": "Gửi thông tin thành công"');
  setTimeout(() => response.destroy(), 20);
};
