import 'reflect-metadata';

import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

import { nestedTypeOf } from './nested-type.js';

type ValidationMetadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const DOCUMENTED = 'swagger/apiModelProperties';

/**
 * Lets the OpenAPI document say what class-validator checks, so that a rule is written once. What a DTO says itself with
 * `@ApiProperty` stays as it is.
 *
 * @param dto class of a body or query, and with it the classes nested in it
 */
export function describeDto(dto: new () => object): void {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  for (const [property, ofProperty] of Map.groupBy(rules, (rule) => rule.propertyName)) {
    if (Reflect.hasMetadata(DOCUMENTED, dto.prototype as object, property)) continue;
    ApiProperty(optionsOf(dto, property, ofProperty))(dto.prototype as object, property);
    const nested = nestedTypeOf(dto, property);
    if (nested !== undefined) describeDto(nested);
  }
}

function optionsOf(dto: new () => object, property: string, rules: readonly ValidationMetadata[]): ApiPropertyOptions {
  const isList = Reflect.getMetadata('design:type', dto.prototype as object, property) === Array;
  const required = !rules.some((rule) => rule.type === 'conditionalValidation');
  const nested = nestedTypeOf(dto, property);
  const { type: _list, ...bounds } = schemaOf(rules.filter((rule) => !rule.each)) as { type?: unknown };
  const element = isList ? schemaOf(rules.filter((rule) => rule.each)) : schemaOf(rules);
  if (nested !== undefined)
    return { type: isList ? [nested] : nested, ...(isList ? bounds : {}), required } as ApiPropertyOptions;
  return (
    isList ? { type: 'array', items: element, ...bounds, required } : { ...element, required }
  ) as ApiPropertyOptions;
}

/** JSON Schema keywords of rules; a rule without an equivalent says nothing. */
function schemaOf(rules: readonly ValidationMetadata[]): object {
  const keywords = rules.map((rule) => {
    const [first, second] = (rule.constraints ?? []) as unknown[];
    return SCHEMAS[rule.name ?? '']?.(first, second) ?? {};
  });
  return Object.assign({}, ...keywords) as object;
}

const SCHEMAS: Readonly<Record<string, (first: unknown, second: unknown) => object>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object', additionalProperties: true }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isISO8601: () => ({ type: 'string', format: 'date-time' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isIn: (values) => ({ enum: values }),
  isEnum: (_enumeration, values) => ({ enum: values }),
  matches: (pattern) => (pattern instanceof RegExp ? { type: 'string', pattern: pattern.source } : {}),
  minLength: (least) => ({ minLength: least }),
  maxLength: (most) => ({ maxLength: most }),
  isLength: (least, most) => ({ minLength: least, ...(most === undefined ? {} : { maxLength: most }) }),
  isNotEmpty: () => ({ minLength: 1 }),
  min: (least) => ({ minimum: least }),
  max: (most) => ({ maximum: most }),
  arrayMinSize: (least) => ({ minItems: least }),
  arrayMaxSize: (most) => ({ maxItems: most }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
};
