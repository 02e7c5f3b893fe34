import 'reflect-metadata';

import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

const DOCUMENTED = 'swagger/apiModelProperties';

/**
 * Lets the OpenAPI document say what class-validator checks, so that a rule is written once. What a DTO says itself with
 * `@ApiProperty` stays as it is.
 *
 * @param dto class of a body or query
 */
export function describeDto(dto: new () => object): void {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  for (const [property, ofProperty] of Map.groupBy(rules, (rule) => rule.propertyName)) {
    if (Reflect.hasMetadata(DOCUMENTED, dto.prototype as object, property)) continue;
    ApiProperty(optionsOf(dto, property, ofProperty))(dto.prototype as object, property);
  }
}

function optionsOf(dto: new () => object, property: string, rules: readonly ValidationMetadata[]): ApiPropertyOptions {
  const type: unknown = Reflect.getMetadata('design:type', dto.prototype as object, property);
  const required = !rules.some((rule) => rule.type === 'conditionalValidation');
  const each = rules.some((rule) => rule.each);
  const onElements = Object.assign({}, ...rules.filter((rule) => rule.each === each).map(schemaOf)) as object;
  if (type !== Array) return { ...onElements, required } as ApiPropertyOptions;
  const onArray = Object.assign({}, ...rules.filter((rule) => !rule.each).map(schemaOf)) as object;
  const { type: _array, ...bounds } = onArray as { type?: unknown };
  return { type: 'array', items: each ? onElements : {}, ...bounds, required } as ApiPropertyOptions;
}

/** JSON Schema keywords of a rule; rules without an equivalent say nothing. */
function schemaOf(rule: ValidationMetadata): object {
  const [first, second] = (rule.constraints ?? []) as unknown[];
  return SCHEMAS[rule.name ?? '']?.(first, second) ?? {};
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
