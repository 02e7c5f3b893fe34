import { flag, instant, object, oneOf, orNull, text } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, resultDocument, resultKind, returnMethod } from './inner-shapes.js';

const aspect = (description: string) => orNull(oneOf(['good', 'fair', 'poor'], description));

export const resultEvents = {
  ResultSigned: event('The result is ready, positive or negative: status 9.', 'signedAt', {
    resultKind: resultKind(),
    by: by(),
    signedAt: instant(),
    late: flag('after the due date'),
    document: resultDocument,
  }),
  PostalReturnRegistered: event('The applicant wants the result by post.', 'registeredAt', {
    by: by(),
    registeredAt: instant(),
  }),
  ResultReturned: event('The applicant has the result: status 10.', 'returnedAt', {
    method: returnMethod(),
    by: by(),
    returnedAt: instant(),
  }),
  ResultCorrected: event('A mistake in a returned result was corrected by a new document.', 'correctedAt', {
    by: by(),
    correctedAt: instant(),
    document: resultDocument,
  }),
  ResultRevoked: event('A returned result was revoked.', 'revokedAt', {
    by: by(),
    revokedAt: instant(),
    decisionBlobId: text(),
  }),
  DossierRated: event('The applicant rated a dossier that is over; the comment is not published.', 'ratedAt', {
    level: oneOf(['verySatisfied', 'satisfied', 'neutral', 'dissatisfied', 'veryDissatisfied']),
    aspects: object(
      {
        attitude: aspect('the officers’ attitude'),
        timeliness: aspect('the time taken'),
        guidance: aspect('the guidance'),
      },
      'null where nothing was said',
    ),
    by: by(),
    ratedAt: instant(),
  }),
  SubjectErased: event('The personal data of the dossier can no longer be read.', 'erasedAt', {
    policy: oneOf(['shred', 'restrict'], '`shred` ends the dossier; after `restrict` it goes on'),
    by: by(),
    erasedAt: instant(),
  }),
} as const;
