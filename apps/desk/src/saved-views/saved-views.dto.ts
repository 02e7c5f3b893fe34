import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { CHANNELS } from '../work-list/work-list.dto.js';

/** The filters of the work list that are kept. Words of a search are not among them: they may be names of citizens. */
export class ViewFilters {
  @IsOptional()
  @Matches(/^([1-9]|10)(,([1-9]|10))*$/)
  status?: string;

  @IsOptional()
  @Matches(/^[\w.-]{1,40}$/)
  procedure?: string;

  @IsOptional()
  @Matches(/^[\w.-]{1,50}$/)
  unit?: string;

  /** Account id, `me` or `none`. */
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,128}$/)
  handler?: string;

  @IsOptional()
  @IsIn(['true'])
  overdue?: 'true';

  @IsOptional()
  @IsIn(CHANNELS)
  channel?: (typeof CHANNELS)[number];

  @IsOptional()
  @IsIn(['open'])
  tasks?: 'open';

  @IsOptional()
  @IsIn(['due', 'received', '-received'])
  sort?: 'due' | 'received' | '-received';
}

export class SaveViewDto {
  /** What the officer calls it; one line, no names of citizens. */
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  @Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u)
  name!: string;

  @ValidateNested()
  @Type(() => ViewFilters)
  filters!: ViewFilters;
}

export class SavedView {
  @ApiProperty({ format: 'uuid' })
  readonly viewId!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: ViewFilters })
  readonly filters!: ViewFilters;
}

export class SavedViewList {
  @ApiProperty({ type: [SavedView], description: 'by name' })
  readonly items!: readonly SavedView[];
}
