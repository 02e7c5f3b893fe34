import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type SimRequest } from './mount.js';
import { World } from './world.js';

/** `/sim/*`: everything that pretends to be an outside system. Answers are written raw, because faults break the HTTP too. */
@ApiExcludeController()
@Controller('sim')
export class SystemsController {
  constructor(private readonly world: World) {}

  @All('*')
  async any(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const read = readRequest(request);
    const call = this.world.open(read);
    reply.hijack();
    if (call === null) {
      reply.raw.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found');
      return;
    }
    await this.world.serve(read, call, reply.raw);
  }
}

function readRequest({ method, url, headers, body }: FastifyRequest): SimRequest {
  const [path = '', query = ''] = url.split('?', 2);
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const flat = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method,
    path: path.slice('/sim'.length),
    query: new URLSearchParams(query),
    headers: Object.fromEntries(flat) as Record<string, string>,
    raw,
    json: parse(raw),
  };
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
