import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  IsArray,
  IsISO8601,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** Words that a person must give: a reason, a question, an answer. Sealed. */
export function Words(most = 2_000): PropertyDecorator {
  return applyDecorators(IsString(), IsNotEmpty(), MaxLength(most));
}

export function OptionalWords(most = 2_000): PropertyDecorator {
  return applyDecorators(IsOptional(), IsString(), MaxLength(most));
}

/** A unit in any spelling. */
export function UnitCode(): PropertyDecorator {
  return applyDecorators(IsString(), IsNotEmpty(), MaxLength(50));
}

/** Subject id of an account. */
export function AccountId(): PropertyDecorator {
  return applyDecorators(IsString(), Matches(/^[\x21-\x7e]{1,128}$/));
}

/** Codes and numbers are published with the facts: without blanks no name or sentence gets in. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u;

/** A code of the catalogue, or the number of a paper, e.g. `12/KQ-STP`. */
export function Code(most = 100): PropertyDecorator {
  return applyDecorators(IsString(), Matches(CODE), MaxLength(most));
}

export function OptionalCodes(most = 50): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    Matches(CODE, { each: true }),
    MaxLength(100, { each: true }),
  );
}

/** A moment with its offset, e.g. `2026-11-24T09:00:00+07:00`. */
export function Instant(): PropertyDecorator {
  return applyDecorators(
    IsISO8601({ strict: true }),
    Matches(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/),
  );
}

/** A file uploaded to this dossier, or a ministry's result in it. */
export function FileId(): PropertyDecorator {
  return IsUUID();
}

/** Đồng, whole. */
export function Amount(): PropertyDecorator {
  return applyDecorators(IsInt(), Min(1), Max(10_000_000_000));
}
