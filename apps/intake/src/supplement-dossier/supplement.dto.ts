import type { JsonObject } from '@motcua/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ChosenUploadDto } from '../dossiers/component.dto.js';

export class SupplementDto {
  /** What is answered, as it was asked: codes of components or pointers of fields. Empty or absent = everything. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  items?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => ChosenUploadDto)
  components?: ChosenUploadDto[];

  /** The whole declaration as it is right now, where fields were asked for. */
  @IsOptional()
  @IsObject()
  declaration?: JsonObject;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}
