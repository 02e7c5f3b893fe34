import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

export class CounterVisitDto {
  @IsString()
  @MaxLength(50)
  receivingUnit!: string;

  @Matches(/^[\w.-]{1,40}$/)
  procedureCode!: string;

  /** 02 = what to complete, 03 = refusal. */
  @IsIn(['02', '03'])
  form!: '02' | '03';

  /** Codes of the missing components; at least one on form 02. */
  @IsArray()
  @ArrayMaxSize(40)
  @Matches(/^[\w.-]{1,64}$/, { each: true })
  missing!: string[];

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  visitor!: string;

  /** Number of the identity paper, where it was shown: erasure finds the visit by it. */
  @IsOptional()
  @Matches(/^[A-Z0-9][A-Z0-9/-]{4,19}$/)
  personalId?: string;

  @IsOptional()
  @Matches(/^[+0-9][0-9 .-]{5,19}$/)
  phone?: string;

  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  reason!: string;
}
