import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { Words } from '../officer-command/field-rules.js';

export class RequestSupplementDto {
  /** Codes of components, or JSON pointers of fields of the declaration. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  items!: string[];

  /** What the slip says of each item, in the same order. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  itemTexts?: string[];

  @Words()
  reason!: string;
}
