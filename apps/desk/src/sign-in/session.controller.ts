import { Catalogue, localDay } from '@motcua/domain';
import { Clock, CurrentSession, Limited, Log, Public, PublicToVisitors, type Session } from '@motcua/service-kit';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SessionAnswer, sessionAnswer } from './session-answer.js';
import { SignIn } from './sign-in.js';
import { sendFaultPage } from './sign-in-fault.page.js';
import { signInFaultOf, STALE } from './sign-in-fault.js';

/** For browsers, not for programs: those have tokens. The pages' side is apps/web/src/app/session.ts. */
@ApiExcludeController()
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Get()
  @PublicToVisitors()
  who(@CurrentSession() session: Session | undefined): SessionAnswer {
    return sessionAnswer(session, this.catalogue, localDay(this.clock.now()));
  }

  @Get('sign-in')
  @Public()
  @Limited('sign-in')
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { return: back, lang } = request.query as Readonly<Record<string, unknown>>;
    await this.lead(reply, () => this.signIn.begin(request, reply, back, lang));
  }

  @Get('callback')
  @Public()
  @Limited('sign-in')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.lead(reply, () => this.signIn.finish(request, reply));
  }

  @Post('sign-out')
  @PublicToVisitors()
  @HttpCode(200)
  async end(
    @CurrentSession() session: Session | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ location: string }> {
    return { location: await this.signIn.signOut(reply, session) };
  }

  /** People stand before these addresses, so a fault is told on a page. */
  private async lead(reply: FastifyReply, where: () => Promise<string | undefined>): Promise<void> {
    try {
      const location = await where();
      if (location !== undefined) return void reply.redirect(location, 303);
      sendFaultPage(reply, STALE);
    } catch (error) {
      const fault = signInFaultOf(error);
      this.log.warn('session.not-begun', { code: fault.code, error });
      sendFaultPage(reply, fault);
    }
  }
}
