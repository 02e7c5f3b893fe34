import { channel, externalCode, resultKind, returnMethod, unit } from '../lifecycle/events/inner-shapes.js';
import { flag, instant, listOf, object, oneOf, orNull, text, uuid, type ValueOf, whole } from '../schema/shape.js';

/** The value of the compacted topic: what is known publicly of a dossier after its latest event. */
export const dossierSnapshot = object(
  {
    dossierId: uuid('also the key of the record'),
    dossierVersion: whole('the version of the event that is included last', 1),
    dossierCode: orNull(text('mã số hồ sơ')),
    codeVoided: flag('the code was reserved ahead of the dossier and closed again'),
    externalCodes: listOf(externalCode, 'codes that other systems know the dossier by'),
    status: orNull(
      oneOf(
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        'national status (TT 22/2019/TT-BTTTT); null while only a code is reserved',
      ),
    ),
    resumeStatus: orNull(oneOf([1, 2, 4], 'in status 5: where the dossier goes on once the supplement is complete')),
    mirrorOf: orNull(text('the outside system that resolves the dossier; null where we do')),
    channel: orNull(channel()),
    procedureCode: orNull(text()),
    procedureVersionId: orNull(text()),
    procedureCase: orNull(text()),
    receivingUnit: orNull(unit()),
    resolvingUnit: orNull(unit()),
    returnMethod: orNull(returnMethod()),
    submittedAt: orNull(instant()),
    receivedAt: orNull(instant()),
    acceptedAt: orNull(instant()),
    intakeAnswerDueAt: orNull(instant('until when the office owes its answer to an online submission')),
    originalDueAt: orNull(instant('as printed on the first slip')),
    dueAt: orNull(instant()),
    resultKind: orNull(resultKind()),
    signedAt: orNull(instant()),
    returnedAt: orNull(instant()),
    revoked: flag('the returned result was revoked'),
    erased: orNull(oneOf(['shred', 'restrict'])),
    lastEventId: text(),
    lastEventType: text('its name, e.g. `DossierAccepted`'),
    changedAt: instant('business time of the latest event'),
    recordedAt: instant('when it was recorded'),
  },
  'what is known publicly of a dossier after its latest event',
);

/**
 * A new subscriber starts from these and needs no history; it then goes on with the events whose version is
 * `dossierVersion + 1`.
 */
export type DossierSnapshot = ValueOf<typeof dossierSnapshot>;
