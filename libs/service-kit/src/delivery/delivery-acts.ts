import { Body, Controller, HttpCode, Param, Post, type Type, applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor } from '../auth/actor.js';
import { CurrentActor, Roles } from '../auth/decorators.js';
import { BlobStore } from '../blobs/blob-store.js';
import { IdempotencyKey, commandIdOf } from '../http/idempotency-key.js';
import { Problem } from '../http/problem.js';
import { KeysMissing } from '../sealing/key-vault.js';
import { ApiProblems } from '../openapi/api-problems.js';
import {
  DeliveryActAnswer,
  DeliveryActDto,
  DeliveryPath,
  ReleaseDeliveryDto,
  SettleDeliveryDto,
} from './delivery-acts.dto.js';
import { DeliveryEngine, type LaneAct } from './delivery-engine.js';
import { DeliveryReach } from './delivery-reach.js';

/**
 * What an administrator does about one hand-over of an app that sends:
 * `POST /api/<app>/v1/deliveries/<system>/<dossierId>/<seq>/{retry,release,settle,resend}`, in every app the same. Every act is a
 * fact of the lane with its author and, sealed, the reason. The app's module registers the controller and provides
 * `DeliveryEngine` and `DeliveryReach`.
 */
export function deliveryActs(app: string): Type {
  @ApiTags('deliveries')
  @Roles('administrator')
  @Controller(`api/${app}/v1/deliveries/:system/:dossierId/:seq`)
  class DeliveryActsController {
    constructor(
      private readonly engine: DeliveryEngine,
      private readonly reach: DeliveryReach,
      private readonly blobs: BlobStore,
    ) {}

    @Act('retry', 'Takes a held or parked hand-over up again, the safe way', { 409: ['delivery.not-stuck'] })
    retry(
      @Param() target: DeliveryPath,
      @Body() { note }: DeliveryActDto,
      @CurrentActor() actor: Actor,
      @IdempotencyKey() key: string,
    ): Promise<DeliveryActAnswer> {
      return this.act(target, { kind: 'retry' }, note, { actor, key });
    }

    @Act('release', 'Lets a held or parked hand-over go on, by sending or by looking first', {
      409: ['delivery.not-stuck', 'delivery.cannot-look', 'delivery.unknown-needs-look'],
    })
    release(
      @Param() target: DeliveryPath,
      @Body() { next, note }: ReleaseDeliveryDto,
      @CurrentActor() actor: Actor,
      @IdempotencyKey() key: string,
    ): Promise<DeliveryActAnswer> {
      return this.act(target, { kind: 'release', next }, note, { actor, key });
    }

    @Act('settle', 'Proves with a document that a hand-over was done by hand', {
      409: ['delivery.not-stuck'],
      422: ['file.unknown'],
    })
    settle(
      @Param() target: DeliveryPath,
      @Body() { fileId, note }: SettleDeliveryDto,
      @CurrentActor() actor: Actor,
      @IdempotencyKey() key: string,
    ): Promise<DeliveryActAnswer> {
      return this.act(target, { kind: 'settle', fileId }, note, { actor, key });
    }

    @Act('resend', 'Sends a finished hand-over anew, as one of its own; the old one stays as it is', {
      409: ['delivery.resend-unfinished'],
    })
    resend(
      @Param() target: DeliveryPath,
      @Body() { note }: DeliveryActDto,
      @CurrentActor() actor: Actor,
      @IdempotencyKey() key: string,
    ): Promise<DeliveryActAnswer> {
      return this.act(target, { kind: 'resend' }, note, { actor, key });
    }

    private async act(
      { system, dossierId, seq }: DeliveryPath,
      act: LaneAct,
      note: string,
      { actor, key }: { readonly actor: Actor; readonly key: string },
    ): Promise<DeliveryActAnswer> {
      const target = { system, dossierId, seq };
      await this.reach.demand(target, actor);
      if (act.kind === 'settle') await this.demandFile(dossierId, act.fileId);
      const commandId = commandIdOf(actor, `${app}.delivery.${act.kind}|${system}|${dossierId}|${seq}`, key);
      const acted = await this.engine.act({ target, act, note, actor, commandId });
      return { system, dossierId, ...acted };
    }

    private async demandFile(dossierId: string, fileId: string): Promise<void> {
      try {
        if ((await this.blobs.get(dossierId, fileId)) !== undefined) return;
      } catch (error) {
        if (!(error instanceof KeysMissing && error.hasAnother)) throw error; // the file of another dossier
      }
      throw fileUnknown();
    }
  }
  return DeliveryActsController;
}

function Act(name: LaneAct['kind'], summary: string, problems: Readonly<Record<number, string[]>>): MethodDecorator {
  return applyDecorators(
    Post(name),
    HttpCode(202),
    ApiOperation({ summary }),
    ApiHeader({ name: 'Idempotency-Key', required: true }),
    ApiAcceptedResponse({ type: DeliveryActAnswer }),
    ApiProblems({ 404: ['delivery.unknown'], ...problems, 409: [...(problems[409] ?? []), 'idempotency.key-reused'] }),
  );
}

function fileUnknown(): Problem {
  return new Problem(422, 'file.unknown', 'Hồ sơ không có tệp này, hoặc tệp đã hết hạn. Vui lòng tải lại.', {
    errors: [{ pointer: '/fileId', code: 'file.unknown', detail: 'Không có tệp này trong hồ sơ.' }],
  });
}
