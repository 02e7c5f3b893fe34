/** Where the schema of problem documents stands in every OpenAPI document. */
export const problemSchemaRef = { $ref: '#/components/schemas/Problem' };

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem document. `instance` is the correlation id to tell the help desk.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: '`/problems/<code>`' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Vietnamese, for people' },
    instance: { type: 'string', description: 'correlation id' },
    code: { type: 'string', description: 'stable, for programs' },
    retryable: { type: 'boolean', description: 'the same request may succeed later' },
    reason: {
      type: 'object',
      additionalProperties: true,
      description: 'codes, numbers and times that explain the refusal',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901 pointer into the body' },
          parameter: { type: 'string', description: '`query.<name>`, `path.<name>` or `header.<name>`' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
