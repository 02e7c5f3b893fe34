import { Catalogue } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { EventFeed } from '@motcua/messaging';
import {
  type Abstract,
  type DynamicModule,
  type FactoryProvider,
  Module,
  type OnApplicationShutdown,
  type Provider,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, Reflector } from '@nestjs/core';

import { AuthGuard } from './auth/auth.guard.js';
import { Authenticator } from './auth/authenticator.js';
import { Sessions } from './auth/sessions/sessions.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { BlobStore } from './blobs/blob-store.js';
import { CatalogueContents } from './catalogue/catalogue-contents.js';
import { Clock, SystemClock } from './clock.js';
import { CommandHandler } from './commands/command-handler.js';
import { FactStamp } from './commands/fact-stamp.js';
import { Database } from './database/database.js';
import { DeclarationSchemas } from './declaration/declaration-schemas.js';
import { ProblemFilter } from './http/problem.filter.js';
import { DtoPipe } from './http/validation.js';
import type { KitOptions } from './kit-options.js';
import { KitParts, type PartName } from './kit-parts.js';
import { JsonLog } from './logging/json-log.js';
import { Log } from './logging/log.js';
import { Health } from './management/health.js';
import { Metrics } from './management/metrics.js';
import { AccessLog } from './personal/access-log.js';
import { PersonalData } from './personal/personal-data.js';
import { Sealer } from './sealing/sealer.js';

type Token = Abstract<unknown> | Type;

/** Ports that are there when the options have a factory for them. */
const OPTIONAL: readonly (readonly [PartName & keyof KitOptions, Token])[] = [
  ['database', Database],
  ['blobStore', BlobStore],
  ['catalogue', Catalogue],
  ['declarations', DeclarationSchemas],
  ['catalogueContents', CatalogueContents],
  ['eventFeed', EventFeed],
];

const ALWAYS: readonly (readonly [PartName, Token])[] = [
  ['clock', Clock],
  ['eventStore', EventStore],
  ['sealer', Sealer],
  ['accessLog', AccessLog],
];

/**
 * Global. Provides the ports (`EventStore, Clock, Sealer, BlobStore, Catalogue, DeclarationSchemas, CatalogueContents, EventFeed, Database,
 * AccessLog`),
 * what stands on them (`CommandHandler, FactStamp, PersonalData`), `Health, Metrics, Log, TokenVerifier, Authenticator` (and `Sessions` where there are any), and the configs; guards every endpoint,
 * checks every DTO, and answers every error with a problem document.
 */
@Module({})
export class KitModule implements OnApplicationShutdown {
  constructor(private readonly parts: KitParts) {}

  /** @param parts only for whoever must close them when the application cannot even be built */
  static register(options: KitOptions, parts?: KitParts): DynamicModule {
    const shared: Provider[] = [
      { provide: KitParts, useFactory: () => parts ?? KitParts.make(options) },
      ...ALWAYS.map(([name, token]) => partProvider(name, token)),
      ...OPTIONAL.filter(([name]) => options[name] !== undefined).map(([name, token]) => partProvider(name, token)),
      ...(options.configs ?? []).map((config) => ({ provide: config.constructor, useValue: config })),
      { provide: Log, useValue: options.log ?? new JsonLog({ name: options.name }) },
      { provide: Metrics, useValue: options.metrics ?? new Metrics() },
      { provide: TokenVerifier, useValue: new TokenVerifier(options.auth) },
      ...signInProviders(options),
      Health,
      fromParts(
        CommandHandler,
        (parts, metrics) => new CommandHandler(parts.eventStore, parts.sealer, parts.clock, metrics),
      ),
      fromParts(FactStamp, (parts) => new FactStamp(parts.sealer, parts.clock)),
      fromParts(PersonalData, (parts) => new PersonalData(parts.eventStore, parts.sealer, parts.accessLog)),
    ];
    const global: Provider[] = [
      {
        provide: APP_GUARD,
        inject: [Authenticator, Reflector],
        useFactory: (authenticator: Authenticator, reflector: Reflector) => new AuthGuard(authenticator, reflector),
      },
      { provide: APP_PIPE, useClass: DtoPipe },
      { provide: APP_FILTER, inject: [Log], useFactory: (log: Log) => new ProblemFilter(log) },
    ];
    return { module: KitModule, global: true, providers: [...shared, ...global], exports: shared.map(tokenOf) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
  }
}

/** Who asks: by token everywhere, by the cookie of a session where the installation has pages. */
function signInProviders({ sessions }: KitOptions): Provider[] {
  if (sessions === undefined) {
    const useFactory = (verifier: TokenVerifier): Authenticator => new Authenticator(verifier);
    return [{ provide: Authenticator, inject: [TokenVerifier], useFactory }];
  }
  const { publicUrl, ...limits } = sessions;
  return [
    {
      provide: Sessions,
      inject: [KitParts, Log],
      useFactory: ({ database }: KitParts, log: Log) => new Sessions(database, new SystemClock(), log, limits),
    },
    {
      provide: Authenticator,
      inject: [TokenVerifier, Sessions],
      useFactory: (verifier: TokenVerifier, all: Sessions) => new Authenticator(verifier, { sessions: all, publicUrl }),
    },
  ];
}

function partProvider(name: PartName, provide: Token): FactoryProvider {
  return { provide, inject: [KitParts], useFactory: (parts: KitParts): unknown => parts.get(name) };
}

function fromParts(provide: Token, make: (parts: KitParts, metrics: Metrics) => unknown): FactoryProvider {
  return { provide, inject: [KitParts, Metrics], useFactory: make };
}

function tokenOf(provider: Provider): Token {
  return (typeof provider === 'function' ? provider : provider.provide) as Token;
}
