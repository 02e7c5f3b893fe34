import {
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseArrayPipe,
  Post,
  Put,
  Query,
  UnprocessableEntityException,
} from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import { World } from '../engine/world.js';
import { printDate } from '../engine/vietnam-time.js';
import { type FaultOrder } from '../faults/fault.js';
import { assertAll, type AssertionFailure } from '../journal/assertions.js';
import { type JournalEntry } from '../journal/journal.js';
import { complaintsAboutFault } from './check-fault.js';
import {
  AdvanceDto,
  CredentialsDto,
  ExpectationDto,
  FaultOrderDto,
  ResetDto,
  ScenarioDto,
  SetClockDto,
} from './control.dto.js';
import { summarise, type Summary } from './summary.js';

export interface Health {
  status: 'up';
  mounts: string[];
  now: string;
  rate: number;
  seed: number;
}

/** `/__sim`: what tests, the demo and integrators may do to the simulated world and ask about it. */
@ApiTags('control')
@Controller('__sim')
export class ControlController {
  constructor(private readonly world: World) {}

  @Get('health')
  health(): Health {
    const { clock, seed } = this.world;
    return { status: 'up', mounts: this.world.mounts(), now: printDate(clock.now(), 'iso'), rate: clock.rate(), seed };
  }

  @Post('reset')
  @HttpCode(200)
  async reset(@Body() { seed, now, keepFaults }: ResetDto): Promise<{ seed: number }> {
    const start = now === undefined ? undefined : Date.parse(now);
    await this.world.reset({ seed: seed ?? this.world.seed, now: start, keepFaults: keepFaults ?? false });
    return { seed: this.world.seed };
  }

  @Put('scenario')
  scenario(@Body() { mount, match, scenario, params }: ScenarioDto): { applied: number; replanned: number } {
    this.knownMount(mount);
    this.world.scenarios.add({
      mount,
      match: match ?? {},
      scenario,
      params: given(params ?? {}),
    });
    const replanned = this.world.systems.reduce((sum, system) => sum + system.replan(), 0);
    return { applied: 1, replanned };
  }

  @Post('faults')
  fault(@Body() order: FaultOrderDto): { id: string } {
    this.knownMount(order.mount);
    const complaints = complaintsAboutFault({ ...order.fault });
    if (complaints.length > 0) throw new UnprocessableEntityException(complaints);
    const id = order.id ?? this.world.faults.nextId();
    const armed: FaultOrder = Object.assign({}, order, { id });
    if (this.world.faults.list().some((other) => other.id === id))
      throw new ConflictException([`fault ${id} is armed already`]);
    this.world.faults.arm(armed, this.world.clock.now(), this.world.seed);
    return { id };
  }

  @Get('faults')
  faults(): (FaultOrder & { struck: number })[] {
    return this.world.faults.list();
  }

  @Delete('faults/:id')
  @HttpCode(204)
  @ApiNoContentResponse()
  disarm(@Param('id') id: string): void {
    if (!this.world.faults.disarm(id)) throw new NotFoundException(['no such fault']);
  }

  @Post('clock/advance')
  @HttpCode(200)
  async advance(@Body() { seconds }: AdvanceDto): Promise<{ now: string; fired: number }> {
    const fired = await this.world.setClock({ now: this.world.clock.now() + seconds * 1000 });
    return { now: printDate(this.world.clock.now(), 'iso'), fired };
  }

  @Post('clock/set')
  @HttpCode(200)
  async set(@Body() { now, rate }: SetClockDto): Promise<{ now: string; rate: number; fired: number }> {
    const fired = await this.world.setClock({ now: now === undefined ? undefined : Date.parse(now), rate });
    return { now: printDate(this.world.clock.now(), 'iso'), rate: this.world.clock.rate(), fired };
  }

  @Get('journal')
  journal(
    @Query('key') key?: string,
    @Query('mount') mount?: string,
    @Query('operation') operation?: string,
  ): JournalEntry[] {
    return this.world.journal.find({ key, mount, operation });
  }

  @Get('state/:key')
  state(@Param('key') key: string): Record<string, unknown> {
    const states = this.world.systems.map((system) => [system.mount, system.state(key)] as const);
    const found = states.filter(([, state]) => state !== undefined);
    if (found.length === 0) throw new NotFoundException(['Unknown key']);
    return { key, ...Object.fromEntries(found) };
  }

  @Get('summary')
  summary(): Summary {
    return summarise(this.world);
  }

  @Post('assert')
  @HttpCode(200)
  @ApiBody({ type: [ExpectationDto] })
  assert(
    @Body(new ParseArrayPipe({ items: ExpectationDto, whitelist: true, forbidNonWhitelisted: true }))
    wanted: ExpectationDto[],
  ): { pass: boolean; failures: AssertionFailure[] } {
    const failures = assertAll(wanted, this.world);
    return { pass: failures.length === 0, failures };
  }

  @Post('auth/:mount/revoke')
  @HttpCode(200)
  revoke(@Param('mount') mount: string): { revoked: number } {
    return { revoked: this.signOn(mount).revokeAll() };
  }

  @Put('auth/:mount')
  credentials(
    @Param('mount') mount: string,
    @Body() { client, secrets, expiresInSeconds }: CredentialsDto,
  ): { mount: string } {
    const office = this.signOn(mount);
    if (expiresInSeconds !== undefined) office.expiresInSeconds = expiresInSeconds;
    if (secrets !== undefined && mount === 'gateway') this.world.tokens.configure(client ?? 'sim', secrets);
    if (secrets !== undefined && mount === 'dvcqg') this.world.sessions.configure(secrets);
    return { mount };
  }

  private signOn(mount: string): { expiresInSeconds: number; revokeAll(): number } {
    if (mount === 'gateway') return this.world.tokens;
    if (mount === 'dvcqg') return this.world.sessions;
    throw new NotFoundException([`${mount} has no sign-on of its own`]);
  }

  private knownMount(mount: string): void {
    const mounts = [...this.world.mounts(), '*'];
    if (!mounts.includes(mount)) throw new UnprocessableEntityException([`mount must be one of ${mounts.join(', ')}`]);
  }
}

/** A DTO has every member, given or not; only the given ones may replace a default. */
function given<T extends object>(dto: T): Partial<T> {
  return Object.fromEntries(Object.entries(dto).filter(([, value]) => value !== undefined)) as Partial<T>;
}
