import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, Max, Min, ValidateNested } from 'class-validator';
import { UnitCode, Words } from '../officer-command/field-rules.js';

export class OpinionLimitDto {
  @IsIn(['workingDay', 'workingHour'])
  unit!: 'workingDay' | 'workingHour';

  @IsInt()
  @Min(1)
  @Max(60)
  amount!: number;
}

export class RequestOpinionDto {
  @UnitCode()
  toUnit!: string;

  @ValidateNested()
  @Type(() => OpinionLimitDto)
  @IsNotEmpty()
  limit!: OpinionLimitDto;

  @Words()
  question!: string;
}
