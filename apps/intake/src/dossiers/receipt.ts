import type { DossierEvent } from '@motcua/domain';
import { Clock, type Handled, Metrics } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IntakeConfig } from '../intake.config.js';
import { CodeWaiter } from './code-waiter.js';
import { type DossierRequest, Dossiers } from './dossiers.js';

/** What whoever sent a dossier is told, at once or by a repeat of the same request. */
export class Receipt {
  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'H99.14-261124-0001',
    description: 'mã số hồ sơ; null when it is not known yet: it comes later, at the tracking address',
  })
  readonly dossierCode!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uri' })
  readonly trackingUrl!: string | null;

  @ApiProperty({ example: '2.000488' })
  readonly procedureCode!: string;

  @ApiProperty({ example: 'H99.14' })
  readonly receivingUnit!: string;

  @ApiProperty({ format: 'date-time' })
  readonly submittedAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'until when the office answers an online dossier; null at the counter and by post',
  })
  readonly intakeAnswerDueAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'when the result is due; null until the dossier is accepted',
  })
  readonly dueAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'đồng' })
  readonly feeAmount!: number;

  @ApiProperty({ enum: ['before', 'after', 'exempt'] })
  readonly feeCollect!: 'before' | 'after' | 'exempt';
}

type Submitted = Extract<DossierEvent, { type: 'DossierSubmitted' }>;
type Accepted = Extract<DossierEvent, { type: 'DossierAccepted' }>;

/** Takes a dossier in and waits a short time for its code. */
@Injectable()
export class Receipts {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly codes: CodeWaiter,
    private readonly config: IntakeConfig,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  get now(): string {
    return this.clock.now();
  }

  /** @param then what must be done once the dossier is stored, and again when the request is repeated */
  async takeIn(
    request: DossierRequest,
    channel: string,
    then: () => Promise<void> = async () => undefined,
  ): Promise<Receipt> {
    const watch = this.codes.watch(request.dossierId);
    const start = performance.now();
    try {
      const handled = await this.stored(request, channel);
      await then();
      const code = await watch.code(
        this.config.codeWaitMs,
        handled.version > handled.events.length || handled.repeated,
      );
      if (code !== undefined && !handled.repeated) {
        this.metrics.timeToCode.observe({ channel }, (performance.now() - start) / 1000);
      }
      return this.receiptOf(handled.events, code ?? null);
    } finally {
      watch.end();
    }
  }

  /** Where the state of a dossier is shown. */
  trackingUrl(dossierCode: string): string {
    return `${this.config.publicUrl}/api/intake/v1/tracking/${dossierCode}`;
  }

  private async stored(request: DossierRequest, channel: string): Promise<Handled<DossierEvent>> {
    try {
      const handled = await this.dossiers.handle(request);
      this.metrics.submissions.inc({ channel, outcome: handled.repeated ? 'repeated' : 'stored' });
      return handled;
    } catch (error) {
      const isOutage = error instanceof Error && /^(UnknownOutcome|DefiniteFailure|StoreUnavailable)$/.test(error.name);
      this.metrics.submissions.inc({ channel, outcome: isOutage ? 'failed' : 'refused' });
      throw error;
    }
  }

  private receiptOf(events: readonly DossierEvent[], dossierCode: string | null): Receipt {
    const { data } = events.find((event): event is Submitted => event.type === 'DossierSubmitted')!;
    const accepted = events.find((event): event is Accepted => event.type === 'DossierAccepted');
    return {
      dossierId: data.dossierId,
      dossierCode,
      trackingUrl: dossierCode === null ? null : this.trackingUrl(dossierCode),
      procedureCode: data.procedureCode,
      receivingUnit: data.receivingUnit,
      submittedAt: data.submittedAt,
      intakeAnswerDueAt: data.intakeAnswer?.dueAt ?? null,
      dueAt: accepted?.data.due.dueAt ?? null,
      feeAmount: data.feeAmount,
      feeCollect: data.feeCollect,
    };
  }
}
