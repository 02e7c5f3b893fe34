import { type Dossier, type FiledDossier, type JsonObject, Catalogue } from '@motcua/domain';
import type { OpenedEvent } from '@motcua/service-kit';
import { Clock, unreadableIn } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { Dossiers } from '../dossiers/dossiers.js';
import { PublicStatuses } from '../track-dossier/public-status.js';
import {
  type OwnDossier,
  type OwnFact,
  type OwnFile,
  type OwnResult,
  type OwnSupplement,
  SHOWN_TYPES,
  type SpokenFact,
} from './own-dossier.dto.js';

type Shown = Omit<OwnDossier, 'dossierId'>;

/** What an applicant sees of his dossier: where it stands, what is asked of him, and what was said. */
@Injectable()
export class OwnPictures {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly statuses: PublicStatuses,
    private readonly dossiers: Dossiers,
    private readonly clock: Clock,
  ) {}

  of(state: Dossier, opened: readonly OpenedEvent[]): Shown {
    const status = this.statuses.of(state)!;
    const facts = opened.filter(({ type }) => SHOWN_TYPES.includes(type)).map(factOf);
    const unreadable = unreadableIn(opened) === null ? null : UNREADABLE;
    if (!isFiled(state)) return { ...status, ...NOTHING, unreadable, facts };
    return {
      ...status,
      returnMethod: state.returnMethod,
      fee: { amount: state.feeAmount, collect: state.feeCollect },
      payments: state.payments,
      files: this.filesOf(state, opened),
      supplement: this.supplementOf(state, opened),
      result: resultOf(state),
      mayWithdraw: this.mayWithdraw(state),
      declaration: declarationOf(opened),
      unreadable,
      facts,
    };
  }

  private filesOf(state: FiledDossier, opened: readonly OpenedEvent[]): OwnFile[] {
    const names = new Map(namesIn(opened));
    const { components } = this.catalogue.version(state.procedureVersionId);
    return state.components
      .filter(({ blobId }) => blobId !== null)
      .map(({ attachmentId, componentCode, mime, size }) => ({
        attachmentId,
        componentCode,
        componentName: components.find(({ code }) => code === componentCode)?.name.vi ?? componentCode,
        fileName: names.get(attachmentId) ?? null,
        mime,
        size,
      }));
  }

  private supplementOf(state: FiledDossier, opened: readonly OpenedEvent[]): OwnSupplement | null {
    if (state.status !== 'supplementRequested') return null;
    const { items, requestedAt, due, answers } = state.supplement;
    const names = this.statuses.namesOf(state.procedureVersionId, items);
    const asked = opened.filter((event): event is SpokenFact<'SupplementRequested'> =>
      isOf(event, 'SupplementRequested'),
    );
    const said = asked.at(-1)?.personal;
    return {
      items: items.map((item, at) => ({ item, name: names[at] ?? item, text: said?.itemTexts[at] ?? null })),
      reason: said?.reason ?? null,
      requestedAt,
      dueAt: due.dueAt,
      answeredAt: answers.at(-1)?.submittedAt ?? null,
    };
  }

  /** The decision itself is asked, so that nobody is offered what would be refused. */
  private mayWithdraw(state: FiledDossier): boolean {
    const data = { now: this.clock.now(), by: 'applicant' };
    try {
      this.dossiers.decider.decide({ type: 'WithdrawDossier', data, personal: { reason: '-' } }, state);
      return true;
    } catch {
      return false;
    }
  }
}

const NOTHING = {
  returnMethod: null,
  fee: null,
  payments: [],
  files: [],
  supplement: null,
  result: null,
  mayWithdraw: false,
  declaration: null,
} as const;

export function isFiled(state: Dossier): state is FiledDossier {
  return 'procedureCase' in state;
}

function isOf(event: OpenedEvent, type: OpenedEvent['type']): boolean {
  return event.type === type;
}

const UNREADABLE =
  'Nội dung hồ sơ và tên tệp tạm thời chưa mở được. Dữ liệu không bị mất; cơ quan đang khôi phục. Vui lòng xem lại sau.';

function factOf({ type, version, recordedAt, personal, unreadable }: OpenedEvent): OwnFact {
  return { type, version, recordedAt, personal: personal as never, ...(unreadable && { unreadable }) };
}

function resultOf(state: FiledDossier): OwnResult | null {
  if (state.status !== 'resolved' && state.status !== 'returned') return null;
  const { resultKind, signedAt, late, revoked, document } = state.result;
  const mayFetch = state.status === 'returned';
  return { kind: resultKind, number: document.number, signedAt, late, revoked, mayFetch };
}

function namesIn(opened: readonly OpenedEvent[]): (readonly [string, string])[] {
  return opened
    .flatMap((event) => {
      if (event.type === 'AttachmentAdded') return event.personal === undefined ? [] : [event.personal];
      if (event.type === 'DossierSubmitted' || event.type === 'SupplementSubmitted')
        return event.personal?.attachments ?? [];
      return [];
    })
    .map(({ attachmentId, fileName }) => [attachmentId, fileName]);
}

/** The last one that was sent. */
function declarationOf(opened: readonly OpenedEvent[]): JsonObject | null {
  const sent = opened.map((event) =>
    event.type === 'DossierSubmitted' || event.type === 'SupplementSubmitted' ? event.personal?.declaration : null,
  );
  return sent.findLast((declaration) => declaration !== null && declaration !== undefined) ?? null;
}
