import { flag, instant, listOf, localDay, oneOf, orNull, text, whole } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, channel, component, due, externalCode, money, returnMethod, routingRow, unit } from './inner-shapes.js';

export const intakeEvents = {
  CodeRequested: event('A channel reserved a code ahead of the dossier.', 'requestedAt', {
    unitCode: unit('the unit whose series is asked'),
    channel: channel(),
    procedureCode: orNull(text()),
    requestedAt: instant(),
    expiresAt: instant('when the code is closed if the dossier has not come'),
  }),
  DossierSubmitted: event('A declaration became a dossier: national status 1.', 'submittedAt', {
    channel: channel(),
    procedureCode: text('national code, d.dddddd'),
    procedureVersionId: text('the dated edition that the dossier keeps for ever'),
    procedureCase: text('the variant with its own time limit and fee'),
    ruleSet: text('the legal rule set', '2020', '2022', '2025', '2026'),
    receivingUnit: unit('never changes'),
    resolvingUnit: unit('changes with a transfer'),
    submittedAt: instant(),
    receivedAt: instant('submission online, acceptance at the counter, postmark by post'),
    postmarkedAt: orNull(instant()),
    calendarVersion: text(),
    codeIssuedAt: oneOf(['submission', 'acceptance'], 'when the dossier gets its code'),
    returnMethod: returnMethod(),
    externalCodes: listOf(externalCode, 'codes that other systems know the dossier by'),
    components: listOf(component),
    intakeAnswer: orNull({
      ...due,
      description: 'until when the office owes its answer; null at the counter and by post',
    }),
    feeCollect: oneOf(['before', 'after', 'exempt']),
    feeAmount: money(),
  }),
  DossierCodeAssigned: event('The dossier has its code, its only one for ever.', 'assignedAt', {
    dossierCode: text('mã số hồ sơ, as printed'),
    origin: oneOf(['series', 'external'], 'our series of a unit and day, or an outside system that issued the code'),
    system: orNull(text('the outside system; null for `series`')),
    unitCode: orNull(unit('the unit of the series; null for `external`')),
    day: orNull(localDay('the day of the series; null for `external`')),
    ordinal: orNull(whole('place in the series; null for `external`', 1)),
    assignedAt: instant(),
  }),
  CodeVoided: event('A code was closed because its dossier never came or could not be taken.', 'voidedAt', {
    dossierCode: text(),
    reason: text(undefined, 'reservation-expired', 'submission-rejected'),
    voidedAt: instant(),
  }),
  AttachmentAdded: event('An officer added a file to a slot.', 'addedAt', { component, by: by(), addedAt: instant() }),
  DossierAccepted: event('The dossier was accepted and has its due date: status 2.', 'acceptedAt', {
    by: by(),
    acceptedAt: instant(),
    due,
    dossierCodeNeeded: flag('true when the code is issued by this acceptance'),
  }),
  RoutingDecided: event('Which outside system is served is fixed for this dossier.', 'decidedAt', {
    row: routingRow,
    decidedAt: instant(),
  }),
  IntakeRefused: event('The dossier was refused at intake: status 3, final.', 'refusedAt', {
    by: by(),
    refusedAt: instant(),
    reasonCode: text(),
  }),
  DossierWithdrawn: event('The applicant withdrew the dossier: status 7, final.', 'withdrawnAt', {
    by: by(),
    withdrawnAt: instant(),
    refundDue: flag(),
  }),
} as const;
