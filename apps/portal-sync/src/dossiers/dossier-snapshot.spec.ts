import { describe, expect, it } from '@jest/globals';
import type { DossierCommand, RoutingRow } from '@motcua/domain';
import type { DossierSnapshot, OpenedEvent } from '@motcua/service-kit';
import {
  acceptDossier,
  dossierFacts,
  forwardStep,
  MONDAY,
  returnResult,
  signResult,
  submissionPersonal,
  submitDossier,
  submittedComponent,
  testCatalogue,
} from '@motcua/testing';
import { recorded, type Turn } from '../statuses/recorded.fixture.js';
import { dossierSnapshot, filesIn } from './dossier-snapshot.js';

const catalogue = testCatalogue();
const row: RoutingRow = {
  kind: 'portalSync',
  procedure: '*',
  unit: 'H99.*',
  validFrom: '2020-07-01',
  validTo: null,
  system: 'portal.dvcqg',
  module: null,
  profile: 'dvcqg-2020@1',
};
const links = new Map([
  ['blob-1', 'https://tep.h99.example/files/1'],
  ['blob-2', 'https://tep.h99.example/files/2'],
  ['blob-result', 'https://tep.h99.example/files/kq'],
]);
const code: Turn = { fact: dossierFacts.DossierCodeAssigned };
const given = (command: DossierCommand, role = 'deskOfficer'): Turn => ({ command, role });
const by = { by: 'officer-1', now: MONDAY };

function submission(): Turn {
  const attachments = [{ attachmentId: 'attachment-1', fileName: 'cccd.pdf', plainDigest: 'f00d' }];
  const command = submitDossier({ components: [submittedComponent()] });
  return given({ ...command, personal: submissionPersonal({ attachments }) }, 'citizen');
}

function supplement(declaration: { readonly nycEmail: string } | null): Turn[] {
  const components = [submittedComponent({ attachmentId: 'attachment-2', blobId: 'blob-2' })];
  const attachments = [{ attachmentId: 'attachment-2', fileName: 'cccd-moi.pdf', plainDigest: 'f00d' }];
  return [
    given({
      type: 'RequestSupplement',
      data: { items: ['id-copy'], ministry: null, ...by },
      personal: { reason: 'Ảnh mờ', itemTexts: ['Bản chụp căn cước'] },
    }),
    given(
      {
        type: 'SubmitSupplement',
        data: { items: ['id-copy'], components, ...by },
        personal: { declaration, note: '', attachments },
      },
      'citizen',
    ),
  ];
}

function snapshot(
  turns: readonly Turn[],
  change: (opened: readonly OpenedEvent[]) => readonly OpenedEvent[] = (o) => o,
) {
  const { events, opened } = recorded(catalogue, turns);
  const roles = new Map(events.map(({ id, meta }) => [id, meta.actorRole]));
  const parts = { catalogue, row, status: 4 as const, links, roleOf: (id: string) => roles.get(id) ?? '' };
  return dossierSnapshot(change(opened), parts);
}

describe('the packet of a dossier', () => {
  const signed = [submission(), code, given(acceptDossier()), given(forwardStep()), given(signResult(), 'unitLeader')];

  it('says all that the facts say, and nothing else', () => {
    const { applicant, submitter } = submissionPersonal();
    const found = snapshot([...signed, given(returnResult())]);
    const dueAt = found?.dueAt;
    expect(found).toEqual({
      dossierId: '7b0c6f4e-0000-4000-8000-000000000001',
      dossierCode: '000.00.14.H99-261116-0001',
      channel: 'provincialPortal',
      procedureCode: '2.000488',
      procedureName: 'Thủ tục mẫu',
      procedureCase: 'standard',
      routing: { system: 'portal.dvcqg', module: null, profile: 'dvcqg-2020@1' },
      receivingUnit: { code: 'H99.14', name: 'Sở Tư pháp', externalCode: null },
      registrationUnit: { code: 'H99.14', name: 'Sở Tư pháp', externalCode: null },
      submittedAt: MONDAY,
      receivedAt: MONDAY,
      acceptedAt: MONDAY,
      dueAt,
      applicant,
      submitter,
      techId: null,
      declaration: {},
      attachments: [
        {
          attachmentId: 'attachment-1',
          componentCode: 'id-copy',
          name: found?.attachments[0]?.name,
          fileName: 'cccd.pdf',
          mime: 'application/pdf',
          size: 1024,
          deleted: false,
          url: 'https://tep.h99.example/files/1',
        },
      ],
      receiptNumber: null,
      field: { code: 'G15-TP01', name: 'Tư pháp' },
      matter: 'Yêu cầu mẫu',
      status: 4,
      returnMethod: 'counter',
      finishedAt: MONDAY,
      returnedAt: MONDAY,
      refusedAt: null,
      returnInfo: 'Trả kết quả trực tiếp tại Bộ phận Một cửa',
      note: null,
      processingUnitName: 'Sở Tư pháp',
      applicantKind: '1',
      fees: found?.fees,
      paidOnline: false,
      supplements: [],
      results: [
        {
          attachmentId: '1',
          componentCode: '',
          name: expect.stringContaining('12/KQ'),
          fileName: 'ket-qua.pdf',
          mime: 'application/pdf',
          size: 0,
          deleted: false,
          url: 'https://tep.h99.example/files/kq',
        },
      ],
    });
    expect(dueAt).toBe('2026-11-19T10:00:00.000Z');
  });

  it('marks the scan that a supplement replaced, and lists the request with its answer', () => {
    const found = snapshot([submission(), code, ...supplement(null)]);
    expect(found?.attachments.map(({ fileName, deleted }) => [fileName, deleted])).toEqual([
      ['cccd.pdf', true],
      ['cccd-moi.pdf', false],
    ]);
    expect(found?.supplements).toEqual([
      {
        number: 1,
        requestedBy: 'Cán bộ một cửa',
        content: 'Ảnh mờ; Bản chụp căn cước',
        requestedAt: MONDAY,
        receivedBy: null,
        receivedInfo: null,
        receivedAt: MONDAY,
        completed: false,
        dueBefore: null,
        dueAfter: null,
      },
    ]);
  });

  it('takes a contact from the supplement that brought it', () => {
    const found = snapshot([submission(), code, ...supplement({ nycEmail: 'moi@example.test' })]);
    expect(found?.applicant.email).toBe('moi@example.test');
    expect(found?.applicant.phone).toBe('0990000001');
  });

  it('files the refusal after acceptance as the result, with its reason', () => {
    const negative = given(signResult({ resultKind: 'negative' }, 'Không đủ điều kiện'), 'unitLeader');
    const found = snapshot([submission(), code, given(acceptDossier()), given(forwardStep()), negative]);
    expect(found?.results.map(({ name }) => name)).toEqual(['Thông báo từ chối giải quyết hồ sơ số 12/KQ']);
    expect([found?.note, found?.refusedAt]).toEqual(['Không đủ điều kiện', null]);
  });

  it('names the account that was found', () => {
    const account: Turn = { fact: { ...dossierFacts.AccountResolved, personal: { techId: 't-1' } } };
    expect(snapshot([submission(), code, account])?.techId).toBe('t-1');
  });

  it('offers no result that was revoked', () => {
    const revoked: Turn = { fact: dossierFacts.ResultRevoked };
    const found = snapshot([...signed, given(returnResult()), revoked]) as DossierSnapshot;
    expect([found.results, found.note]).toEqual([[], 'Kết quả giải quyết đã bị thu hồi']);
  });

  it('does not exist once its personal data is gone', () => {
    const closed = (opened: readonly OpenedEvent[]) =>
      opened.map(({ personal: _gone, ...rest }) => rest as OpenedEvent);
    expect(snapshot([submission(), code], closed)).toBeUndefined();
  });

  it('needs links for its scans and its result', () => {
    const { opened } = recorded(catalogue, signed);
    const dossier = { procedureVersionId: '2.000488@2020-1' } as Parameters<typeof filesIn>[1];
    expect(filesIn(opened, dossier, catalogue).map(({ blobId }) => blobId)).toEqual(['blob-1', 'blob-result']);
  });
});
