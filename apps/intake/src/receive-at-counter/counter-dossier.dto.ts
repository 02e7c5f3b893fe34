import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { SubmissionDto } from '../submit-dossier/submit-dossier.dto.js';

/** With its offset: the clock of the machine must not decide, and other forms of ISO 8601 are none that we can count with. */
const INSTANT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const MANY = 999;

/** How many papers of which kind stand behind a component, for the receipt slip. */
export class PaperCopiesDto {
  @IsInt()
  @Min(0)
  @Max(MANY)
  originals!: number;

  @IsInt()
  @Min(0)
  @Max(MANY)
  certified!: number;

  @IsInt()
  @Min(0)
  @Max(MANY)
  photocopies!: number;
}

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

  @IsOptional()
  @ValidateNested()
  @Type(() => PaperCopiesDto)
  copies?: PaperCopiesDto;
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

  /** By post only: the moment of the postmark, e.g. `2026-11-13T09:00:00+07:00` */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(INSTANT)
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
