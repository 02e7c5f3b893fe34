import { PageQuery } from '@motcua/service-kit';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

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
