import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { type ValidationError, ValidationTypes, getMetadataStorage } from 'class-validator';

import { constraintText } from './constraint-texts.js';
import { pointerTo } from './json-hygiene.js';
import { type FieldFault, Problem } from './problem.js';

/**
 * Checks bodies, queries and path parameters against their DTO classes. Unknown fields are refused; a body whose parameter has no
 * class (an interface, or `import type`) is refused as well, because it would pass unchecked.
 */
export class DtoPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      stopAtFirstError: false,
      validationError: { target: false, value: false },
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    if (metadata.type === 'body') refuseUnchecked(value, metadata);
    try {
      const clean: unknown = await super.transform(value, metadata);
      const faults = misplacedLists(clean, '');
      if (faults.length > 0) throw invalid(faults, metadata.type);
      return clean;
    } catch (error) {
      if (error instanceof DtoFaults) throw refused(error.errors, metadata.type);
      throw error;
    }
  }

  override createExceptionFactory() {
    return (errors: ValidationError[] = []): unknown => new DtoFaults(errors);
  }
}

class DtoFaults extends Error {
  constructor(readonly errors: readonly ValidationError[]) {
    super('invalid input');
  }
}

function refuseUnchecked(value: unknown, { metatype }: ArgumentMetadata): void {
  if (metatype === undefined || metatype === Object) {
    throw new TypeError('the body of this endpoint has no DTO class, so nothing would check it');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'body.not-an-object', 'Nội dung gửi lên phải là một đối tượng JSON.', {
      errors: [{ pointer: '', code: 'body.not-an-object', detail: 'Phải là một đối tượng JSON.' }],
    });
  }
}

function refused(errors: readonly ValidationError[], from: 'body' | 'query' | 'param'): Problem {
  return invalid(
    errors.flatMap((error) => faultsOf(error, '')),
    from,
  );
}

function invalid(faults: readonly FieldFault[], from: 'body' | 'query' | 'param'): Problem {
  return new Problem(400, 'input.invalid', 'Dữ liệu gửi lên không hợp lệ.', {
    errors: faults.map((fault) => placed(fault, from)),
  });
}

/** class-validator looks into a list where one object is meant, and into lists of lists: what is in there would pass. */
function misplacedLists(value: unknown, pointer: string): FieldFault[] {
  if (Array.isArray(value)) return [{ pointer, code: 'isObject', detail: constraintText('isObject', '') }];
  if (typeof value !== 'object' || value === null) return [];
  return nestedFields(value.constructor).flatMap(({ name, each }) => {
    const part: unknown = Reflect.get(value, name);
    const at = pointerTo(pointer, name);
    if (!each || !Array.isArray(part)) return misplacedLists(part, at);
    return part.flatMap((item, index) => misplacedLists(item, pointerTo(at, String(index))));
  });
}

interface NestedField {
  readonly name: string;
  readonly each: boolean;
}

const known = new Map<unknown, readonly NestedField[]>();

/** The fields of a DTO class that hold other DTOs. */
function nestedFields(
  dto: Parameters<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[0],
): readonly NestedField[] {
  const fields =
    known.get(dto) ??
    getMetadataStorage()
      .getTargetValidationMetadatas(dto, '', true, false)
      .filter(({ type }) => type === ValidationTypes.NESTED_VALIDATION)
      .map(({ propertyName, each }) => ({ name: propertyName, each }));
  known.set(dto, fields);
  return fields;
}

function placed(fault: FieldFault, from: 'body' | 'query' | 'param'): FieldFault {
  if (from === 'body') return fault;
  const { pointer, ...rest } = fault;
  return { parameter: `${from === 'query' ? 'query' : 'path'}.${(pointer ?? '').slice(1)}`, ...rest };
}

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const pointer = pointerTo(parent, error.property);
  const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
    pointer,
    code: code === 'whitelistValidation' ? 'field.unknown' : code,
    detail: constraintText(code, message),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}
