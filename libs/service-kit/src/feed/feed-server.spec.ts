import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type LifecycleEvent } from '@motcua/contracts';
import { MemoryEventStore } from '@motcua/event-store/memory';
import { EmbeddedFeed, MemoryFeedLedger } from '@motcua/messaging/embedded';
import { Controller, Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { EMPTY, of } from 'rxjs';
import { connectFeed } from './connect-feed.js';
import { FeedContext } from './feed-context.js';
import { OnLifecycle } from './on-lifecycle.js';

const types = ['DossierSubmitted', 'DossierAccepted'];

class CodeBook extends Error {
  override readonly name = 'CodeBookMissing';
}

const seen: string[] = [];
let failing = 0;

@Controller()
class Codes {
  private ready = false;

  async onModuleInit() {
    await pause(20);
    this.ready = true;
  }

  @OnLifecycle({ consumer: 'codes', types: ['DossierSubmitted'], startFrom: 'beginning' })
  async on(@Payload() event: LifecycleEvent, @Ctx() context: FeedContext): Promise<void> {
    seen.push(`codes ${event.type} ${context.kind} ${context.attempt} ${this.ready}`);
    if (failing > 0) {
      failing -= 1;
      throw new CodeBook();
    }
  }
}

@Controller()
class Portal {
  @OnLifecycle({ consumer: 'portal', types, startFrom: 'beginning' })
  on(@Payload() event: LifecycleEvent) {
    seen.push(`portal ${event.type}`);
    return event.type === 'DossierAccepted' ? EMPTY : of('whatever');
  }
}

@Controller()
class Mistaken {
  @OnLifecycle({ consumer: 'mistaken', types: ['DossierAcepted'] })
  on(): void {}
}

@Controller()
class Namesake {
  @OnLifecycle({ consumer: 'codes', types })
  on(): void {}
}

@Module({ controllers: [Codes, Portal] })
class Apps {}

@Module({ controllers: [Mistaken] })
class MistakenApp {}

@Module({ imports: [Apps], controllers: [Namesake] })
class NamesakeApp {}

describe('FeedServer', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
    seen.length = 0;
    failing = 0;
  });

  async function start(module: new () => object) {
    const store = new MemoryEventStore();
    const feed = new EmbeddedFeed(store, new MemoryFeedLedger(), {
      retry: { tries: 3, pauseMs: () => 2 },
      redrivePollMs: 5,
    });
    const app: INestApplication = await NestFactory.create(module, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    cleanups.push(
      () => store.close(),
      () => app.close(),
    );
    const dossierId = randomUUID();
    await store.append([
      { stream: `dossier-${dossierId}`, expected: 0, events: types.map((type) => fact(type, dossierId)) },
    ]);
    const server = await connectFeed(app, feed, types);
    return { app, feed, server, dossierId };
  }

  const fact = (type: string, dossierId: string) => ({
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { dossierId },
    meta: {
      correlationId: 'c',
      causationId: 'k',
      actor: 'a',
      actorRole: 'citizen',
      recordedAt: '2026-11-24T01:00:00.000Z',
    },
  });

  async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 1_000 && !(await isTrue()); i += 1) await pause(5);
    expect(await isTrue()).toBe(true);
  }

  it('gives every handler a consumer of its own, after the modules are ready, and says live or replay', async () => {
    const { server } = await start(Apps);
    await until(async () => (await server.consumerStates()).every(({ behind }) => behind === 0));
    expect(seen.filter((line) => line.startsWith('codes'))).toEqual(['codes DossierSubmitted replay 1 true']);
    expect(seen.filter((line) => line.startsWith('portal'))).toEqual([
      'portal DossierSubmitted',
      'portal DossierAccepted',
    ]);
    expect((await server.consumerStates()).map(({ consumer }) => consumer)).toEqual(['codes', 'portal']);
  });

  it('runs only the failing handler again, and parks with its real error', async () => {
    failing = 3;
    const { feed, dossierId } = await start(Apps);
    await until(async () => (await feed.parked('codes')).length === 1);
    expect(await feed.parked('codes', dossierId)).toMatchObject([{ errorName: 'CodeBookMissing', attempts: 3 }]);
    expect(seen.filter((line) => line === 'portal DossierSubmitted')).toHaveLength(1);
    expect(await feed.parked('portal')).toEqual([]);
  });

  it('does not start with a handler of an event that does not exist', async () => {
    await expect(start(MistakenApp)).rejects.toThrow('DossierAcepted');
  });

  it('does not start with two handlers of one name', async () => {
    await expect(start(NamesakeApp)).rejects.toThrow('two handlers are named codes');
  });
});
