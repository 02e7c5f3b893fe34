import { type Actor, ApiProblems, type AuthenticatedRequest, CurrentActor, Roles } from '@motcua/service-kit';
import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ChangeListeners } from './change-listeners.js';

const POSITION = /^\d{1,20}$/;

@ApiTags('live updates')
@Controller('api/desk/v1/changes')
export class ChangesController {
  constructor(private readonly listeners: ChangeListeners) {}

  /**
   * Server-sent events. `dossier` with `{dossierId, version}`: one of my units' dossiers moved, and the lists show it. `begin`: look
   * at everything once, then rely on what comes. `signed-out`: the session or the token is over.
   */
  @Get()
  @Roles('deskOfficer', 'resolvingOfficer', 'unitLeader')
  @ApiOperation({ summary: 'What changes in the dossiers of my units, as it happens' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'the `id` of the last event that was received' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'a stream that ends when the server does' })
  @ApiProblems({ 429: ['changes.too-many-listeners'], 503: ['changes.closing', 'store.unavailable'] })
  async changes(
    @Req() request: AuthenticatedRequest,
    @Headers('last-event-id') last: string | undefined,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resumeAt = last !== undefined && POSITION.test(last) ? last : undefined;
    const { body } = await this.listeners.open(actor, request, resumeAt);
    request.raw.once('close', () => body.destroy());
    return void reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'x-accel-buffering': 'no',
        // Ended by a process that goes down, it would else keep it for the whole keep-alive time.
        connection: 'close',
      })
      .send(body);
  }
}
