const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const count = { type: 'integer', minimum: 0 } as const;
const json = {} as const;
const strict = { type: 'object', additionalProperties: false } as const;
const statuses = { type: 'integer', minimum: 1, maximum: 10 } as const;
const fileMode = { enum: ['none', 'base64', 'url'] } as const;
const rules = { type: 'array', items: { $ref: '#/$defs/rule' } } as const;
const classifier = { type: 'array', minItems: 1, items: { $ref: '#/$defs/classifierRule' } } as const;

const rule = {
  ...strict,
  required: ['to', 'as'],
  properties: {
    to: text,
    from: { anyOf: [text, { ...texts, minItems: 1 }] },
    as: text,
    value: json,
    separator: { type: 'string' },
    using: {
      anyOf: [
        { ...strict, required: ['from'], properties: { from: text } },
        { ...strict, required: ['template'], properties: { template: text } },
      ],
    },
    map: rules,
    when: { type: 'object', additionalProperties: { type: 'array', minItems: 1, items: { type: 'string' } } },
    required: { type: 'boolean' },
    otherwise: json,
    maxLength: { type: 'integer', minimum: 1 },
    maxItems: { type: 'integer', minimum: 1 },
    pattern: { type: 'string', format: 'regex' },
    onViolation: { enum: ['hold', 'truncate'] },
  },
} as const;

const classifierRule = {
  ...strict,
  required: ['when', 'is'],
  properties: {
    when: {
      anyOf: [
        { const: 'otherwise' },
        {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^(?:http|text|json\\..+|count(?:\\..+)?)$' },
          additionalProperties: { type: 'array', minItems: 1, items: { type: ['string', 'number'] } },
        },
      ],
    },
    is: {
      enum: [
        'accepted',
        'alreadyAccepted',
        'absent',
        'notReady',
        'rejected',
        'conflict',
        'retryable',
        'unauthenticated',
        'unknown',
      ],
    },
    alert: { const: 'configuration' },
    fields: { const: 'splitVietnameseFieldErrors' },
    messageAt: text,
    codeAt: text,
  },
} as const;

const operation = {
  ...strict,
  required: ['class', 'resendSafe', 'method', 'path', 'timeoutMs', 'codec', 'map', 'classify'],
  properties: {
    class: { enum: ['read', 'createOnce', 'upsert', 'append', 'transition'] },
    resendSafe: { type: 'boolean' },
    method: { enum: ['GET', 'POST', 'PUT'] },
    path: { type: 'string', pattern: '^/' },
    timeoutMs: { type: 'integer', minimum: 100, maximum: 300000 },
    codec: { enum: ['json', 'none'] },
    map: rules,
    classify: classifier,
    reads: {
      ...strict,
      required: ['at', 'map'],
      properties: { at: { type: 'string' }, decode: { const: 'json' }, map: rules },
    },
  },
} as const;

/** What a profile file must look like (JSON Schema 2020-12); what the words in it may say is checked by the lint. */
export const profileSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...strict,
  required: [
    'profile',
    'version',
    'system',
    'auth',
    'operations',
    'statusMap',
    'codeLists',
    'limits',
    'files',
    'capabilities',
    'addressModel',
    'nameShape',
    'dateShape',
    'onViolation',
    'zeroCode',
  ],
  properties: {
    profile: { type: 'string', pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' },
    version: count,
    system: text,
    provisional: texts,
    auth: {
      ...strict,
      required: ['strategy'],
      properties: {
        strategy: { enum: ['none', 'oauth2ClientCredentials', 'loginTokenInBody'] },
        path: { type: 'string', pattern: '^/' },
        gateway: { type: 'string', pattern: '^[a-z0-9-]+@\\d+$' },
        clientAuth: { enum: ['form', 'basic'] },
        lgspAccessToken: { type: 'boolean' },
        tokenAt: text,
        member: text,
        cacheSeconds: { type: 'integer', minimum: 1 },
        map: rules,
        classify: classifier,
      },
    },
    envelope: rules,
    headers: { type: 'object', additionalProperties: text },
    operations: { type: 'object', additionalProperties: operation },
    templates: { type: 'object', additionalProperties: rules },
    statusMap: {
      ...strict,
      required: ['in', 'out', 'unmapped'],
      properties: {
        in: { type: 'object', additionalProperties: { anyOf: [statuses, { const: 'hold' }] } },
        out: { type: 'object', additionalProperties: text },
        unmapped: { const: 'hold' },
      },
    },
    transitions: {
      ...strict,
      required: ['edges', 'terminal', 'minGapMs'],
      properties: {
        edges: { type: 'array', items: { type: 'array', items: text, minItems: 2, maxItems: 2 } },
        terminal: texts,
        minGapMs: count,
      },
    },
    codeLists: {
      type: 'object',
      additionalProperties: {
        ...strict,
        required: ['validFrom', 'validTo', 'source', 'canonical', 'values'],
        properties: {
          validFrom: { type: 'string', format: 'date' },
          validTo: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
          source: text,
          canonical: texts,
          values: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
        },
      },
    },
    refusalAfterAcceptance: { enum: ['result', 'refused'] },
    reconcile: {
      ...strict,
      required: ['by', 'visibilityLagMs', 'absentProofs'],
      properties: { by: text, visibilityLagMs: count, absentProofs: { type: 'integer', minimum: 1 } },
    },
    limits: {
      ...strict,
      required: ['maxPerCall', 'ratePerSecond', 'concurrency', 'pollEverySeconds'],
      properties: {
        maxPerCall: { type: 'integer', minimum: 1 },
        ratePerSecond: { type: 'number', exclusiveMinimum: 0 },
        concurrency: { type: 'integer', minimum: 1 },
        pollEverySeconds: count,
      },
    },
    files: { ...strict, required: ['out', 'in'], properties: { out: fileMode, in: fileMode } },
    capabilities: {
      ...strict,
      required: [
        'submit',
        'supplement',
        'withdraw',
        'recallResult',
        'findByDossierCode',
        'statusOne',
        'statusChanges',
        'acknowledge',
        'result',
        'expressible',
      ],
      properties: {
        submit: { enum: ['createOnce', 'upsert', 'none'] },
        supplement: { type: 'boolean' },
        withdraw: { type: 'boolean' },
        recallResult: { type: 'boolean' },
        findByDossierCode: { type: 'boolean' },
        statusOne: { type: 'boolean' },
        statusChanges: { enum: ['byDate', 'unacknowledged', 'none'] },
        acknowledge: { type: 'boolean' },
        result: { enum: ['none', 'fields', 'document'] },
        expressible: { type: 'array', items: statuses },
      },
    },
    addressModel: { enum: ['threeTier', 'twoTier'] },
    nameShape: { enum: ['full', 'parts'] },
    dateShape: text,
    onViolation: { const: 'hold' },
    zeroCode: { type: 'boolean' },
  },
  $defs: { rule, classifierRule },
} as const;
