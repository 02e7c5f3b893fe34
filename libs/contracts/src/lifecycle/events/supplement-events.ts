import { instant, listOf, oneOf, orNull, text } from '../../schema/shape.js';
import { event } from './event-shape.js';
import { by, component, due } from './inner-shapes.js';

export const supplementEvents = {
  SupplementRequested: event('The office asks for what is missing or wrong: status 5.', 'requestedAt', {
    stage: oneOf(['intake', 'appraisal']),
    resumeState: oneOf(['submitted', 'accepted', 'processing'], 'where the dossier goes on: status 1, 2 or 4'),
    items: listOf(text(), 'codes of the components or JSON pointers of the fields that are asked for'),
    by: by(),
    requestedAt: instant(),
    due: { ...due, description: 'until when the applicant may answer' },
  }),
  SupplementSubmitted: event('The applicant answered; the officer still has to confirm.', 'submittedAt', {
    items: listOf(text()),
    components: listOf(component),
    submittedAt: instant(),
  }),
  SupplementCompleted: event('The answer is complete: back to the status before.', 'completedAt', {
    by: by(),
    completedAt: instant(),
    answeredAt: instant('when the answer came that is confirmed now'),
    due: orNull({
      ...due,
      description: 'the new due date; null when it did not change or the dossier is not accepted yet',
    }),
    intakeAnswer: orNull({ ...due, description: 'the new limit of the office’s answer; null once accepted' }),
  }),
  SupplementLapsed: event('Nothing came in time: status 3 before acceptance, 8 after it.', 'lapsedAt', {
    lapsedAt: instant(),
    becomes: oneOf(['intakeRefused', 'stopped']),
  }),
} as const;
