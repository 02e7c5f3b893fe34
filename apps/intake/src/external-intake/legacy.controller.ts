import { Actor, Problem, Public, randomId } from '@motcua/service-kit';
import { Controller, Get, HttpCode, Post, Req, UseFilters } from '@nestjs/common';
import { ApiBody, ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { IntakeConfig } from '../intake.config.js';
import { VneidAnswers } from './foreign-answers.filter.js';
import type { IntegrationClient } from './integration-clients.js';
import { Reservations } from './reservations.js';
import { VNEID_PROCEDURE } from './vneid-declaration.js';
import { VneidIntake } from './vneid-intake.js';

export const LEGACY_ROUTES = '/external/legacy/LLTP';

const CLIENT = 'vneid-legacy';

/**
 * VNeID's old addresses with a static key in the query. Off unless configured; only from listed addresses; the key is compared in
 * constant time and stands in no log (we log patterns of routes, never queries).
 */
@ApiExcludeController()
@Controller(LEGACY_ROUTES)
@Public()
@UseFilters(VneidAnswers)
export class LegacyController {
  private readonly actor = new Actor(CLIENT, ['integrator'], [], CLIENT);

  constructor(
    private readonly config: IntakeConfig,
    private readonly reservations: Reservations,
    private readonly vneid: VneidIntake,
  ) {}

  /** This address has no key of a repeat: every call reserves a code. */
  @Get('LayMaHoSo')
  async reserve(@Req() request: FastifyRequest): Promise<object> {
    this.demandKey(request);
    const { legacyUnit: unit } = this.config;
    const reservation = { unit, channel: 'vneid' as const, procedure: VNEID_PROCEDURE };
    return { Data: (await this.reservations.reserve(reservation, randomId(), this.actor)).dossierCode };
  }

  @Post('TaoHoSo')
  @HttpCode(200)
  @ApiBody({ schema: { type: 'object' } })
  async take(@Req() request: FastifyRequest): Promise<object> {
    this.demandKey(request);
    const client: IntegrationClient = { clientId: CLIENT, channel: 'vneid', units: [this.config.legacyUnit] };
    await this.vneid.take(request.body, client, this.actor);
    return { statusCode: '00', data: null, errorDetail: null };
  }

  private demandKey({ query, ip }: FastifyRequest): void {
    const { legacyKey, legacyAddresses } = this.config;
    const given = (query as Record<string, unknown>)['CodeGet'];
    // Both sides are hashed: the comparison takes as long whatever the length of what was given.
    const isRight = timingSafeEqual(hashed(typeof given === 'string' ? given : ''), hashed(legacyKey ?? ''));
    if (legacyKey === undefined || !isListed(ip, legacyAddresses) || !isRight) throw wrongKey();
  }
}

/** @param ip may be an IPv4 address in the clothes of IPv6 */
export function isListed(ip: string, addresses: readonly string[]): boolean {
  return addresses.includes(ip.replace(/^::ffff:/, ''));
}

export function wrongKey(): Problem {
  return new Problem(401, 'auth.key-wrong', 'Mã xác thực không chính xác');
}

function hashed(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
