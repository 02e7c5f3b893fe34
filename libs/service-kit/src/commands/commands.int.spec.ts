import { type Decider, Rejected } from '@motcua/domain';
import { PostgresEventStore } from '@motcua/event-store/postgres';
import { type PostgresServer, startPostgres } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, HttpCode, Module, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';

import { type Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/decorators.js';
import { DemoIssuer } from '../auth/demo-issuer.js';
import { Clock } from '../clock.js';
import { sharedMigrations } from '../configured-kit.js';
import { Database } from '../database/database.js';
import { IdempotencyKey, commandIdOf } from '../http/idempotency-key.js';
import { randomId } from '../ids/uuid.js';
import { JsonLog } from '../logging/json-log.js';
import { MemoryKeyVault } from '../sealing/memory-key-vault.js';
import { VaultSealer } from '../sealing/vault-sealer.js';
import { type RunningApp, startApp } from '../start-app.js';
import { CommandHandler } from './command-handler.js';

type Taken = { type: 'Taken'; data: { dossierId: string; by: string; takenAt: string }; personal: { note: string } };
type Take = { type: 'Take'; data: { dossierId: string; by: string; now: string }; personal: { note: string } };

const decider: Decider<boolean, Take, Taken> = {
  initialState: () => false,
  evolve: () => true,
  decide({ data: { dossierId, by, now }, personal }, taken) {
    if (taken) throw new Rejected('dossier.not-open-for-acceptance', { taken });
    return [{ type: 'Taken', data: { dossierId, by, takenAt: now }, personal }];
  },
};

class TakeDto {
  @IsString()
  @MaxLength(500)
  note!: string;
}

@Controller('api/take/v1/dossiers')
class TakeController {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  @Post(':dossierId/takings')
  @HttpCode(201)
  async take(
    @Param('dossierId', ParseUUIDPipe) dossierId: string,
    @Body() { note }: TakeDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
  ): Promise<object> {
    const data = { dossierId, by: actor.subject, now: this.clock.now() };
    const { events } = await this.commands.handle({
      stream: `dossier-${dossierId}`,
      decider,
      command: { type: 'Take', data, personal: { note } },
      commandId: commandIdOf(actor, `take|${dossierId}`, key),
      actor,
    });
    return { by: events[0]?.data.by };
  }
}

@Module({ controllers: [TakeController] })
class TakeModule {}

describe('commands over HTTP on PostgreSQL', () => {
  const lines: string[] = [];
  let server: PostgresServer;
  let running: RunningApp;
  const tokens: string[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.createDatabase();
    const issuer = await DemoIssuer.inMemory();
    for (const subject of ['officer-a', 'officer-b'])
      tokens.push(await issuer.token({ subject, roles: ['deskOfficer'] }));
    running = await startApp({
      kit: {
        name: 'take',
        auth: issuer.auth,
        log: new JsonLog({ name: 'take', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
        database: () => new Database({ url, applicationName: 'take' }),
        eventStore: () =>
          new PostgresEventStore({
            url,
            connectTimeoutMs: 1_000,
            answerTimeoutMs: 2_000,
            statementTimeoutMs: 1_500,
            lockTimeoutMs: 1_000,
          }),
        sealer: () => new VaultSealer(new MemoryKeyVault()),
      },
      modules: [TakeModule],
      migrations: sharedMigrations,
      ownerUrl: url,
    });
  });

  afterAll(async () => {
    await running.close();
    await server.stop();
  });

  async function take(
    dossierId: string,
    officer: 0 | 1,
    key: string,
    note = 'Ghi chú Kín',
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${running.url}/api/take/v1/dossiers/${dossierId}/takings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${tokens[officer]!}`,
        'idempotency-key': key,
      },
      body: JSON.stringify({ note }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('lets one of two officers win and tells the other one why not', async () => {
    const dossierId = randomId();
    const both = await Promise.all([take(dossierId, 0, 'k'), take(dossierId, 1, 'k')]);
    expect(both.map(({ status }) => status)).toEqual(expect.arrayContaining([201, 409]));
    const lost = both.find(({ status }) => status === 409)!;
    expect(lost.body).toMatchObject({ code: 'dossier.not-open-for-acceptance', reason: { taken: true } });
  });

  it('answers a hundred equal requests alike, and other content under the same key with 409', async () => {
    const dossierId = randomId();
    const all = await Promise.all(Array.from({ length: 100 }, () => take(dossierId, 0, 'same')));
    expect(new Set(all.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"status":201,"body":{"by":"officer-a"}}']),
    );
    const other = await take(dossierId, 0, 'same', 'khác');
    expect([other.status, other.body['code']]).toEqual([409, 'idempotency.key-reused']);
  });

  it('says 503 while the store is down, acknowledges nothing, is not ready, and recovers alone', async () => {
    const dossierId = randomId();
    await server.killAll();
    const down = await take(dossierId, 0, 'later');
    expect([down.status, down.body['retryable']]).toEqual([503, true]);
    expect((await fetch(`${running.managementUrl!}/health/ready`)).status).toBe(503);
    await server.restart();
    let answer = await take(dossierId, 0, 'later');
    while (answer.status === 503) answer = await take(dossierId, 0, 'later');
    expect(answer).toEqual({ status: 201, body: { by: 'officer-a' } });
    expect((await fetch(`${running.managementUrl!}/health/ready`)).status).toBe(200);
  });

  it('left no personal word in the log', () => {
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toMatch(/Kín|khác/);
  });
});
