import { instant, oneOf, orNull, text } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, channel, externalCode, resultKind, unit } from './inner-shapes.js';

export const outsideEvents = {
  ExternalCodeNoted: event('Another system knows the dossier by a code of its own, too.', 'notedAt', {
    externalCode,
    notedAt: instant(),
  }),
  ResultReceived: event('An outside system answered; our status does not change by it.', 'receivedAt', {
    system: text(),
    externalStatus: text('as that system names it'),
    resultKind: resultKind(),
    receivedAt: instant(),
    blobId: orNull(text()),
    blobDigest: orNull(text('sha256 of the stored (encrypted) bytes, hex')),
  }),
  OfficerTaskRaised: event('Something needs an officer.', 'raisedAt', {
    taskId: text(),
    kind: text(
      undefined,
      'ministrySupplement',
      'ministryRefusal',
      'ministryNotExpressible',
      'deliveryHeld',
      'deliveryParked',
      'statusUnmapped',
      'opinionOverdue',
    ),
    system: text(),
    raisedAt: instant(),
  }),
  OfficerTaskSettled: event('An officer dealt with it.', 'settledAt', {
    taskId: text(),
    by: by(),
    settledAt: instant(),
  }),
  MirrorStatusReported: event(
    'The system that resolves the dossier reported its status; ours is a copy.',
    'reportedAt',
    {
      procedureVersionId: text(),
      receivingUnit: unit(),
      channel: channel(),
      system: text('who resolves it'),
      status: oneOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 'national status'),
      reportedAt: instant(),
      externalTime: instant('by the clock of that system'),
    },
  ),
  AccountResolved: event('Whether the applicant has an account at the national portal.', 'resolvedAt', {
    outcome: oneOf(['linked', 'linkable', 'new']),
    resolvedAt: instant(),
  }),
} as const;
