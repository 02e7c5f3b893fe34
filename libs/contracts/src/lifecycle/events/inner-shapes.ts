import {
  amount,
  flag,
  instant,
  listOf,
  localDay,
  object,
  oneOf,
  optional,
  orNull,
  text,
  whole,
} from '../../schema/shape.js';

/** A due moment with its explanation, so that every date can be explained to a citizen. */
export const due = object(
  {
    dueAt: instant(),
    rule: text(
      'what counted: the unit of the limit, or what moved the date',
      'workingDay',
      'workingHour',
      'calendarDay',
      'sameDay',
      'wallClockHour',
      'outage',
      'pause',
      'extension',
    ),
    amount: amount('units of the limit; working days for `pause`, working hours for `outage`'),
    startedAt: instant(),
    countedFrom: instant('the start after moving it into working time'),
    countedDays: listOf(localDay(), 'the days that counted'),
    skippedDays: listOf(object({ date: localDay(), reason: text() }), 'the days that did not count, and why'),
    calendarVersion: text('editions of the calendars that were counted by'),
    replacedVersion: optional(text('the stamped editions that a confirmed file has replaced since')),
    provisional: flag('true when the count passed over days of a provisional calendar'),
  },
  'a due moment with its explanation',
);

export const externalCode = object({ system: text('the outside system'), code: text() });

export const component = object(
  {
    componentCode: text('the slot of the procedure version'),
    attachmentId: text(),
    blobId: orNull(text('where the sealed file is kept; null where there is none')),
    source: oneOf(['upload', 'database', 'shown']),
    mime: orNull(text()),
    size: orNull(whole('bytes')),
    cipherDigest: orNull(text('sha256 of the stored (encrypted) bytes, hex')),
    copies: orNull(object({ originals: whole(), certified: whole(), photocopies: whole() }, 'the papers behind it')),
  },
  'what stands in a slot of the dossier; file names are not published',
);

export const resultDocument = object(
  {
    blobId: text(),
    cipherDigest: text('sha256 of the stored (encrypted) bytes, hex'),
    number: text(),
    signed: flag('digitally signed'),
  },
  'the document of the result',
);

const leg = { system: text(), module: orNull(text()), profile: text('wire profile `<name>@<version>`') };

export const routingRow = object(
  {
    kind: oneOf(['professional', 'portalSync']),
    procedure: text('a procedure code, or `*`'),
    case: optional(text()),
    unit: text('pattern of unit codes'),
    channel: optional(text()),
    validFrom: localDay(),
    validTo: orNull(localDay()),
    ...leg,
    legs: optional(listOf(object(leg), 'systems to be served after the first one answered positively')),
  },
  'the row of the routing table that was decided for good; system `none` = nothing is handed over',
);

export const channel = () =>
  text(
    'how the dossier came in',
    'counter',
    'post',
    'nationalPortal',
    'provincialPortal',
    'vneid',
    'linkedPortal',
    'kiosk',
  );

export const returnMethod = () => oneOf(['counter', 'post', 'online'], 'how the applicant gets the result');

export const resultKind = () => oneOf(['positive', 'negative']);

/** Who acted. */
export const by = () =>
  text('opaque id of the officer’s account, `system:<app>`, or `applicant` where a citizen acted');

export const unit = (description?: string) => text(description ?? 'unit code, level 1 first, e.g. H99.14');

export const money = () => amount('đồng');
