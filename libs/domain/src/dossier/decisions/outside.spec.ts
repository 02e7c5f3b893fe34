import { describe, expect, it } from '@jest/globals';
import {
  MONDAY,
  acceptDossier,
  forwardStep,
  historyOf,
  receiveAtCounter,
  returnResult,
  signResult,
  specify,
  submitDossier,
  testCatalogue,
} from '@motcua/testing';
import type { CommandOf, DossierCommand } from '../dossier-command.js';
import { awaitsCode, nationalStatus } from '../dossier-state.js';
import { dossierDecider } from '../dossier.js';

const decider = dossierDecider(testCatalogue());
const given = specify(decider);
const after = (...commands: DossierCommand[]) => historyOf(decider, ...commands);
const stateAfter = (...commands: DossierCommand[]) => after(...commands).reduce(decider.evolve, decider.initialState());
const stamp = { now: MONDAY, by: 'ministry-connector' };

const report = (more: Partial<CommandOf<'ReportResult'>['data']> = {}): CommandOf<'ReportResult'> => ({
  type: 'ReportResult',
  data: {
    system: 'lltp.g1',
    externalStatus: '5',
    resultKind: 'positive',
    blobId: null,
    blobDigest: null,
    ...stamp,
    ...more,
  },
  personal: { fields: { soPhieuLLTP: '1' } },
});
const raise = (taskId = 'task-1'): CommandOf<'RaiseOfficerTask'> => ({
  type: 'RaiseOfficerTask',
  data: { taskId, kind: 'deliveryParked', system: 'lltp.g1', ...stamp },
  personal: { text: 'Kiểm tra' },
});
const settle: CommandOf<'SettleOfficerTask'> = {
  type: 'SettleOfficerTask',
  data: { taskId: 'task-1', ...stamp },
  personal: { note: '' },
};
const note: CommandOf<'NoteExternalCode'> = {
  type: 'NoteExternalCode',
  data: { externalCode: { system: 'lltp.g1', code: 'LLTP-1' }, ...stamp },
};
const account = (outcome: CommandOf<'ResolveAccount'>['data']['outcome']): CommandOf<'ResolveAccount'> => ({
  type: 'ResolveAccount',
  data: { outcome, ...stamp },
  personal: { techId: null },
});
const mirror = (more: Partial<CommandOf<'ReportMirrorStatus'>['data']> = {}): CommandOf<'ReportMirrorStatus'> => ({
  type: 'ReportMirrorStatus',
  data: {
    dossierId: submitDossier().data.dossierId,
    procedureCode: '3.000333',
    receivingUnit: 'H99.14',
    channel: 'vneid',
    system: 'lltp.vneid',
    status: 4,
    externalTime: MONDAY,
    externalCode: { system: 'lltp.vneid', code: 'H99.14-261116-010001' },
    ...stamp,
    ...more,
  },
  personal: { note: '' },
});

describe('a ministry answers', () => {
  it('beside our lifecycle, without moving it', () => {
    given(...after(receiveAtCounter()))
      .when(report())
      .yieldsTypes('ResultReceived');
    expect(stateAfter(receiveAtCounter(), forwardStep(), report()).status).toBe('processing');
  });
  it('"refused" after acceptance, which an officer signs as a negative result', () => {
    const refused = report({ resultKind: 'negative', externalStatus: '6' });
    const state = stateAfter(
      receiveAtCounter(),
      forwardStep(),
      refused,
      signResult({ resultKind: 'negative' }, 'Bộ từ chối'),
    );
    expect(nationalStatus(state)).toBe(9);
  });
  it('twice the same, which is once', () =>
    given(...after(receiveAtCounter(), report()))
      .when(report())
      .yieldsNothing());
  it('too early, too late or about nothing', () => {
    given(...after(submitDossier()))
      .when(report())
      .isRejected('dossier.not-open-for-result');
    given(...after(receiveAtCounter(), signResult()))
      .when(report())
      .isRejected('dossier.result-already-signed');
    given().when(report()).isRejected('dossier.unknown');
    const asked: DossierCommand = {
      type: 'RequestSupplement',
      data: { items: ['id-copy'], ministry: null, ...stamp },
      personal: { reason: 'Thiếu', itemTexts: [] },
    };
    given(...after(submitDossier(), asked))
      .when(report())
      .isRejected('dossier.not-open-for-result');
    given(...after(receiveAtCounter(), asked))
      .when(report())
      .yieldsTypes('ResultReceived');
  });
});

describe('tasks, codes and accounts', () => {
  it('raises a task once and settles it once, also after the end', () => {
    const returned = [receiveAtCounter(), signResult(), returnResult()] as const;
    given(...after(...returned))
      .when(raise())
      .yieldsTypes('OfficerTaskRaised');
    given(...after(...returned, raise()))
      .when(raise())
      .yieldsNothing();
    given(...after(...returned, raise()))
      .when(settle)
      .yieldsTypes('OfficerTaskSettled');
    given(...after(...returned, raise(), settle))
      .when(settle)
      .isRejected('dossier.task-already-settled');
    given(...after(...returned))
      .when(settle)
      .isRejected('dossier.task-unknown');
  });
  it('notes an outside code once', () => {
    given(...after(receiveAtCounter()))
      .when(note)
      .yieldsTypes('ExternalCodeNoted');
    given(...after(receiveAtCounter(), note))
      .when(note)
      .yieldsNothing();
  });
  it('records how the account was found, when that changes', () => {
    given(...after(submitDossier()))
      .when(account('new'))
      .yieldsTypes('AccountResolved');
    given(...after(submitDossier(), account('new')))
      .when(account('new'))
      .yieldsNothing();
    given(...after(submitDossier(), account('new')))
      .when(account('linked'))
      .yieldsTypes('AccountResolved');
  });
});

describe('a mirror (T19)', () => {
  it('opens with the first report and the central code, and draws no local number', () => {
    given().when(mirror()).yieldsTypes('MirrorStatusReported', 'DossierCodeAssigned');
    const state = stateAfter(mirror());
    expect([nationalStatus(state), awaitsCode(state)]).toEqual([4, false]);
  });
  it('keeps the central code as its only one; another code that comes later is an alias', () => {
    expect(stateAfter(mirror())).toMatchObject({ dossierCode: mirror().data.externalCode?.code, externalCodes: [] });
    const later = mirror({ externalTime: '2026-11-17T02:00:00.000Z' });
    given(...after(mirror()))
      .when(later)
      .yieldsTypes('MirrorStatusReported');
    given(...after(mirror()))
      .when({ ...later, data: { ...later.data, externalCode: { system: 'other', code: 'alias-1' } } })
      .yieldsTypes('MirrorStatusReported', 'ExternalCodeNoted');
  });
  it('follows newer reports, whatever they say, and refuses older ones', () => {
    const back = mirror({ status: 1, externalTime: '2026-11-17T02:00:00.000Z' });
    given(...after(mirror()))
      .when(back)
      .yieldsTypes('MirrorStatusReported');
    given(...after(mirror(), back))
      .when(mirror())
      .isRejected('dossier.mirror-report-older');
    given(...after(mirror()))
      .when(mirror())
      .yieldsNothing();
  });
  it('is never changed by hand', () => {
    given(...after(mirror()))
      .when(acceptDossier())
      .isRejected('dossier.mirror-is-read-only');
    given(...after(mirror()))
      .when(signResult())
      .isRejected('dossier.mirror-is-read-only');
    given(...after(mirror()))
      .when(submitDossier())
      .isRejected('dossier.already-submitted');
  });
  it('can carry tasks, outside codes and an erasure', () => {
    given(...after(mirror(), raise()))
      .when(settle)
      .yieldsTypes('OfficerTaskSettled');
    given(...after(mirror()))
      .when(note)
      .yieldsTypes('ExternalCodeNoted');
    const erase: DossierCommand = { type: 'EraseSubject', data: { policy: 'shred', ...stamp } };
    given(...after(mirror(), erase))
      .when(raise())
      .isRejected('dossier.subject-erased');
  });
  it('is only for procedures resolved elsewhere, with one of the ten states', () => {
    given()
      .when(mirror({ procedureCode: '2.000488' }))
      .isRejected('dossier.not-a-mirror');
    given(...after(submitDossier()))
      .when(mirror())
      .isRejected('dossier.not-a-mirror');
    given()
      .when(mirror({ status: 11 }))
      .isRejected('dossier.mirror-status-unknown');
  });
  it('takes over a linked dossier whose chain a portal owns, unless it is closed', () => {
    const linked = submitDossier({ procedureCode: '3.000722', channel: 'linkedPortal' });
    expect(stateAfter(linked, mirror({ status: 2 }))).toMatchObject({ status: 'mirror', reportedStatus: 2 });
    const withdraw: DossierCommand = { type: 'WithdrawDossier', data: stamp, personal: { reason: '' } };
    given(...after(linked, withdraw))
      .when(mirror())
      .isRejected('dossier.not-open');
  });
});
