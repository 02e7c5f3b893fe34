import { addDays, isLocalDay } from '@motcua/domain';
import { Problem } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsOptional, IsString, Matches, MaxLength, registerDecorator } from 'class-validator';

/** A date in Vietnam that exists. */
export function LocalDay(): PropertyDecorator {
  return applyDecorators(Matches(/^\d{4}-\d\d-\d\d$/), (target: object, propertyName: string | symbol) =>
    registerDecorator({
      name: 'isLocalDay',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: { validate: (value) => typeof value === 'string' && isLocalDay(value) },
    }),
  );
}

export class PeriodQuery {
  /** First local day; default: the first day of the present quarter. */
  @IsOptional()
  @LocalDay()
  from?: string;

  /** Last local day, included; default: today. */
  @IsOptional()
  @LocalDay()
  to?: string;

  /** A unit and everything below it, in any spelling; default: everything one answers for. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  unit?: string;
}

export class Period {
  @ApiProperty({ format: 'date' })
  readonly from!: string;

  @ApiProperty({ format: 'date', description: 'included' })
  readonly to!: string;
}

const MOST_DAYS = 3_660;

/** @param today local day @throws {Problem} 400 `period.invalid` */
export function periodOf({ from, to }: PeriodQuery, today: string): Period {
  const last = to ?? (from !== undefined && from > today ? from : today);
  const first = from ?? quarterStart(last);
  if (first > last) throw new Problem(400, 'period.invalid', 'Ngày bắt đầu phải không sau ngày kết thúc.');
  if (addDays(first, MOST_DAYS) < last) throw new Problem(400, 'period.invalid', 'Kỳ thống kê tối đa mười năm.');
  return { from: first, to: last };
}

/** `2026-11-24` -> `2026-10-01` */
function quarterStart(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 5)}${String(month).padStart(2, '0')}-01`;
}
