import { PageQuery } from '@motcua/service-kit';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

/** Filters of the parity list. */
export class ParityQuery extends PageQuery {
  /** `true`: only dossiers whose status differs or whose lane is not through. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  differing: boolean = false;

  @IsOptional()
  @IsIn(['idle', 'waiting', 'held', 'parked'])
  state?: 'idle' | 'waiting' | 'held' | 'parked';
}

/** Proof that a message was done by hand at the portal. */
export class SettleDto {
  /** The stored document. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  evidenceBlobId!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note!: string;
}
