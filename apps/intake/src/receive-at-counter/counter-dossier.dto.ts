import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { SubmissionDto } from '../submit-dossier/submit-dossier.dto.js';

/** A paper at the counter: scanned, or shown and handed back. */
export class CounterComponentDto {
  @Matches(/^[\w.-]{1,64}$/)
  componentCode!: string;

  @IsIn(['upload', 'shown'])
  source!: 'upload' | 'shown';

  /** The scan; only and always with source `upload`. */
  @IsOptional()
  @IsUUID()
  uploadId?: string;
}

export class TakenPaymentDto {
  @IsIn(['cash', 'transfer'])
  method!: 'cash' | 'transfer';

  @Matches(/^[\w./-]{1,60}$/)
  receiptNumber!: string;
}

export class CounterDossierDto extends SubmissionDto {
  @IsIn(['counter', 'post'])
  channel!: 'counter' | 'post';

  /** By post only: the moment of the postmark. */
  @IsOptional()
  @IsISO8601({ strict: true })
  postmarkedAt?: string;

  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => CounterComponentDto)
  components!: CounterComponentDto[];

  /** The fee that was taken with the dossier. */
  @IsOptional()
  @ValidateNested()
  @Type(() => TakenPaymentDto)
  payment?: TakenPaymentDto;
}
