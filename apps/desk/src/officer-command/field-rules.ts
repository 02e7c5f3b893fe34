import { applyDecorators } from '@nestjs/common';
import {
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

/** A code of the catalogue or a JSON pointer. */
export function Code(most = 200): PropertyDecorator {
  return applyDecorators(IsString(), IsNotEmpty(), MaxLength(most));
}

/** A moment with its offset, e.g. `2026-11-24T09:00:00+07:00`. */
export function Instant(): PropertyDecorator {
  return applyDecorators(
    IsISO8601({ strict: true }),
    Matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/),
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
