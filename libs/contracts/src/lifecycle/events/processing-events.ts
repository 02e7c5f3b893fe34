import { instant, orNull, text } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, due, unit } from './inner-shapes.js';

const handler = () => text('opaque id of the officer who has the dossier now');
const deadline = () => text('which limit', 'intakeAnswer', 'supplement', 'resolution', 'apology', 'opinion', 'step');

export const processingEvents = {
  StepForwarded: event('The dossier was handed over: status 4.', 'forwardedAt', {
    fromUnit: unit(),
    toUnit: unit(),
    handler: handler(),
    by: by(),
    forwardedAt: instant(),
    stepDue: orNull(instant()),
  }),
  StepReturned: event('The dossier went back to who handed it over.', 'returnedAt', {
    toUnit: unit(),
    handler: handler(),
    by: by(),
    returnedAt: instant(),
  }),
  StepRecalled: event('Who handed the dossier over took it back.', 'recalledAt', {
    handler: handler(),
    by: by(),
    recalledAt: instant(),
  }),
  HandlerAssigned: event('Somebody took or was given the dossier.', 'assignedAt', {
    handler: handler(),
    by: by(),
    assignedAt: instant(),
  }),
  OpinionRequested: event('Another unit was asked for its opinion.', 'requestedAt', {
    opinionId: text(),
    fromUnit: unit(),
    toUnit: unit(),
    by: by(),
    requestedAt: instant(),
    due,
  }),
  OpinionGiven: event('The opinion was given.', 'givenAt', { opinionId: text(), by: by(), givenAt: instant() }),
  DossierTransferred: event('Another unit decides the dossier now; its code stays.', 'transferredAt', {
    cause: text(undefined, 'wrongCompetence', 'boundaryFree', 'succession'),
    toUnit: unit('the new resolving unit'),
    by: by(),
    transferredAt: instant(),
    due: orNull({ ...due, description: 'the new due date; null when it stays' }),
  }),
  ProcedureCaseChanged: event('The dossier follows another variant of its procedure.', 'changedAt', {
    procedureCase: text(),
    by: by(),
    changedAt: instant(),
    due,
  }),
  DueDateExtended: event('The office apologised and set a new appointment, once.', 'extendedAt', {
    by: by(),
    extendedAt: instant(),
    due,
    apologyNumber: text('number of the apology letter'),
  }),
  DueDateMoved: event('An announced outage of the systems moved the due date.', 'movedAt', {
    cause: text(undefined, 'outage'),
    from: instant(),
    to: instant(),
    by: by(),
    movedAt: instant(),
    due,
  }),
  DeadlineWarned: event('A limit comes near.', 'warnedAt', {
    deadline: deadline(),
    dueAt: instant(),
    warnedAt: instant(),
  }),
  DeadlineMissed: event('A limit has passed.', 'missedAt', {
    deadline: deadline(),
    dueAt: instant(),
    missedAt: instant(),
  }),
  DossierStopped: event('The dossier was stopped: status 8.', 'stoppedAt', {
    by: by(),
    stoppedAt: instant(),
    decisionBlobId: orNull(text()),
  }),
  DossierReopened: event('A stopped dossier goes on: status 4.', 'reopenedAt', {
    by: by(),
    reopenedAt: instant(),
    due,
    decisionBlobId: text(),
  }),
} as const;
