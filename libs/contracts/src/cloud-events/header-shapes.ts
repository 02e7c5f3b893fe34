import { instant, object, oneOf, optional, type Shape, text, uuid } from '../schema/shape.js';
import { eventTypePrefix } from '../topics.js';

const formed = (pattern: string, description: string): Shape<string> => ({ ...text(description), pattern });

const common = {
  'content-type': oneOf(['application/json'], 'the value is one JSON object, UTF-8'),
  ce_specversion: oneOf(['1.0']),
  ce_id: text('the same for every delivery of the message: what has it been seen already is asked by'),
  ce_source: formed('^/motcua/[0-9A-Z.]+/dossiers$', '`/motcua/<level-1 unit code>/dossiers`: the installation'),
  ce_type: formed(
    `^${eventTypePrefix.replaceAll('.', '\\.')}[a-z][a-z0-9-]*\\.v1$`,
    `\`${eventTypePrefix}<name in kebab case>.v1\`; let a name that you do not know pass`,
  ),
  ce_time: instant('business time: when the fact happened'),
  ce_subject: uuid('the dossier'),
  ce_dossierversion: formed('^[1-9][0-9]*$', '1, 2, 3 … without holes within a dossier; compare as a number'),
  ce_partitionkey: uuid('the dossier again: what the partition was chosen by'),
  ce_recordedtime: instant('when the fact was written down; may be later than `ce_time`'),
};

const replay = {
  'replay-id': optional(uuid('only on a replay topic: which job sends this again')),
  replayed: optional(oneOf(['true'], 'only on a replay topic')),
};

/** Headers of a lifecycle event. Every value is UTF-8 text. */
export const eventHeaders = object({
  ...common,
  ce_correlationid: text('the request that all its consequences share'),
  ce_causationid: text('the command that caused it'),
  ce_traceparent: optional(text('W3C trace context, where there was a trace')),
  ...replay,
});

/** Headers of a snapshot. */
export const snapshotHeaders = object(common);
