import type { DeliveryEvent } from '@motcua/domain';
import { EventStore, type RecordedEvent } from '@motcua/event-store';
import {
  DeliveryEngine,
  eventContext,
  type ExternalStatus,
  factOf,
  KeysMissing,
  PersonalData,
  uuidv5,
} from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { connectorActor } from '../connector-actor.js';
import { DossierDesk, taskIdOf } from '../dossier/dossier-desk.js';
import type { HandedDossier, Leg } from '../dossier/handed-dossier.js';
import { HandOver } from '../hand-over/hand-over.js';
import { type Consequence, consequenceOf } from './consequence.js';
import { ResultReports } from './result-reports.js';

type Reported = Extract<DeliveryEvent, { type: 'ExternalStatusReported' }>;

/** `unfinished`: something that follows could not be done yet; `finished`: the system has given its last answer. */
export type Followed = 'unfinished' | 'open' | 'finished';

interface Case {
  readonly dossier: HandedDossier;
  readonly leg: Leg;
  readonly report: RecordedEvent;
}

/**
 * What follows from a system's report. First it is stored in the lane, then everything that the lane's reports ask for and that
 * was not done yet is done: so whoever asks next repairs what a crash left undone.
 */
@Injectable()
export class FollowUp {
  // oxlint-disable-next-line max-params -- the container hands the parts in
  constructor(
    private readonly engine: DeliveryEngine,
    private readonly store: EventStore,
    private readonly personal: PersonalData,
    private readonly desk: DossierDesk,
    private readonly results: ResultReports,
    private readonly handOver: HandOver,
  ) {}

  async receive(dossier: HandedDossier, leg: Leg, status: ExternalStatus): Promise<Followed> {
    const { dossierId } = dossier;
    const { system } = leg;
    const { externalKey } = await this.engine.lane(system, dossierId);
    await this.engine.report({
      dossierId,
      system,
      externalKey: externalKey ?? status.ref.externalKey ?? null,
      rawStatus: status.externalStatus,
      status: status.status,
      externalTime: status.externalTime,
      text: status.text,
    });
    return this.settle(dossier, leg);
  }

  private async settle(dossier: HandedDossier, leg: Leg): Promise<Followed> {
    const events = await this.store.read(`delivery-${leg.system}-${dossier.dossierId}`);
    let followed: Followed = 'open';
    for (const report of events.filter(({ type }) => type === 'ExternalStatusReported')) {
      const consequence = consequenceOf(factOf<Reported>(report).data);
      if (consequence === undefined) continue;
      const one = await this.draw(consequence, { dossier, leg, report });
      if (one !== 'open') followed = one;
    }
    return followed;
  }

  private async draw(consequence: Consequence, about: Case): Promise<Followed> {
    switch (consequence) {
      case 'result':
      case 'refusal':
        return this.answer(consequence, about);
      case 'supplement':
        await this.askApplicant(about);
        return 'open';
      case 'unmapped':
        await this.askOfficer(about);
        return 'open';
    }
  }

  private async answer(consequence: 'result' | 'refusal', { dossier, leg, report }: Case): Promise<Followed> {
    if (dossier.hasResultOf(leg.system)) return 'finished';
    const commandId = uuidv5(dossier.dossierId, `result|${report.id}`);
    const { rawStatus } = factOf<Reported>(report).data;
    const text = await this.textOf(dossier, report);
    const reported = await this.results.report(dossier, leg, { consequence, commandId, rawStatus, text });
    if (reported === 'notReady') return 'unfinished';
    // a result that came too late for the dossier still lets the next system begin
    if (reported === 'refused') await this.handOver.proceed(dossier.dossierId);
    return 'finished';
  }

  /** The first request in time becomes a supplement, any other one a task; the dossier decides which. */
  private async askApplicant({ dossier, leg: { system }, report }: Case): Promise<void> {
    const { dossierId } = dossier;
    const commandId = uuidv5(dossierId, `supplement|${report.id}`);
    if (dossier.knows(commandId)) return;
    const said = await this.textOf(dossier, report);
    const reason = said.trim() === '' ? `Hệ thống ${system} yêu cầu bổ sung hồ sơ.` : said;
    const ministry = { system, taskId: taskIdOf(dossierId, 'ministrySupplement', system, report.id) };
    // these systems speak of the declaration as a whole: JSON pointer of the form
    const data = { items: ['/'], ministry };
    const personal = { reason, itemTexts: [reason] };
    await this.desk.requestSupplement(dossierId, { type: 'RequestSupplement', data, personal }, commandId);
  }

  private async askOfficer({ dossier, leg: { system }, report }: Case): Promise<void> {
    const { dossierId } = dossier;
    if (dossier.knows(taskIdOf(dossierId, 'statusUnmapped', system, report.id))) return;
    const { rawStatus } = factOf<Reported>(report).data;
    const said = await this.textOf(dossier, report);
    const text = `${system} báo trạng thái “${rawStatus}” chưa được quy định cách xử lý: ${said}`;
    await this.desk.raise(dossierId, { because: report.id, kind: 'statusUnmapped', system, text });
  }

  /** The system's own words, out of the lane. */
  private async textOf({ dossierId }: HandedDossier, report: RecordedEvent): Promise<string> {
    const { sealed } = report.data;
    if (typeof sealed !== 'string') return '';
    const field = { dossierId, context: eventContext(report.stream, report.id), sealed };
    const [opened] = await this.personal.reveal<{ text: string }>([field], connectorActor, 'connector.external-status');
    if (opened?.kind === 'missing') throw new KeysMissing(dossierId); // asked again later; no words are not "nothing said"
    return opened?.kind === 'open' ? opened.value.text : '';
  }
}
