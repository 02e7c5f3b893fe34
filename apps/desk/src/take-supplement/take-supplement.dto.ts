import type { JsonObject } from '@motcua/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ScanDto } from '../files/scan.dto.js';
import { OptionalWords } from '../officer-command/field-rules.js';

export class TakeSupplementDto {
  /** What is answered, as it was asked: codes of components or JSON pointers of fields. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  items!: string[];

  /** The papers, scanned (số hóa). */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ScanDto)
  components?: ScanDto[];

  /** The whole declaration as it is right now, where fields were asked for. */
  @IsOptional()
  @IsObject()
  declaration?: JsonObject;

  @OptionalWords()
  note?: string;
}
