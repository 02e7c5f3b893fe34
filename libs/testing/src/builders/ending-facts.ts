import type { DossierEvent } from '@motcua/domain';
import { MONDAY } from './dossier-commands.js';

type Ending =
  | 'ResultSigned'
  | 'PostalReturnRegistered'
  | 'ResultReturned'
  | 'ResultCorrected'
  | 'ResultRevoked'
  | 'DossierRated'
  | 'SubjectErased';

const dossierId = '7b0c6f4e-0000-4000-8000-000000000001';
const by = 'officer-1';
const reason = 'Lý do mẫu';
const document = { blobId: 'blob-result', cipherDigest: 'c0ffee', number: '12/KQ', signed: true };

/** The facts from the result on, one of every type. */
export const endingFacts: { readonly [Type in Ending]: Extract<DossierEvent, { readonly type: Type }> } = {
  ResultSigned: {
    type: 'ResultSigned',
    data: { dossierId, resultKind: 'positive', by, signedAt: MONDAY, late: false, document },
    personal: { reason: null, fields: {} },
  },
  PostalReturnRegistered: {
    type: 'PostalReturnRegistered',
    data: { dossierId, by, registeredAt: MONDAY },
    personal: { address: 'Xã Một, tỉnh Mẫu', phone: '0990000001', receiver: 'Nguyễn Văn Mẫu' },
  },
  ResultReturned: {
    type: 'ResultReturned',
    data: { dossierId, method: 'counter', by, returnedAt: MONDAY },
    personal: { receiver: 'Nguyễn Văn Mẫu', note: '' },
  },
  ResultCorrected: {
    type: 'ResultCorrected',
    data: { dossierId, by, correctedAt: MONDAY, document },
    personal: { reason },
  },
  ResultRevoked: {
    type: 'ResultRevoked',
    data: { dossierId, by, revokedAt: MONDAY, decisionBlobId: 'blob-revocation' },
    personal: { reason },
  },
  DossierRated: {
    type: 'DossierRated',
    data: {
      dossierId,
      level: 'satisfied',
      aspects: { attitude: 'good', timeliness: 'fair', guidance: null },
      by: 'citizen-1',
      ratedAt: MONDAY,
    },
    personal: { comment: 'Cảm ơn, nhưng phải chờ hơi lâu' },
  },
  SubjectErased: { type: 'SubjectErased', data: { dossierId, policy: 'shred', by, erasedAt: MONDAY } },
};
