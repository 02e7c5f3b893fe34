import type { JsonObject, ReturnMethod } from '@motcua/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** A scan that was uploaded for a component, as the page shows it. */
export class DraftFileDto {
  @Matches(/^[\w.-]{1,64}$/)
  componentCode!: string;

  @IsUUID()
  uploadId!: string;

  @IsString()
  @MaxLength(200)
  fileName!: string;

  @Matches(/^[a-z]+\/[a-z0-9.+-]{1,60}$/)
  mime!: string;

  /** Bytes. */
  @IsInt()
  @Min(0)
  size!: number;

  /** When the upload goes, unless a dossier has taken it. */
  @IsISO8601()
  expiresAt!: string;
}

/** What somebody has filled in so far; nothing of it needs to be right yet. */
export class DraftContentDto {
  /** In the field names of the procedure's form. */
  @IsObject()
  declaration!: JsonObject;

  @IsOptional()
  @IsString()
  @MaxLength(50)
  receivingUnit?: string;

  @IsOptional()
  @IsIn(['counter', 'post', 'online'])
  returnMethod?: ReturnMethod;

  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => DraftFileDto)
  files!: DraftFileDto[];

  /** Where the person was: a step of the form, or a step of the page. */
  @IsOptional()
  @Matches(/^[\w.-]{1,64}$/)
  step?: string;
}

export class SaveDraftDto {
  /** National code, e.g. `1.001193`; of a draft that exists it never changes. */
  @Matches(/^[\w.-]{1,40}$/)
  procedureCode!: string;

  /** The version that the changes were made on; 0 = a new draft. */
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  version!: number;

  @IsDefined()
  @ValidateNested()
  @Type(() => DraftContentDto)
  content!: DraftContentDto;
}

/** A draft without its content. */
export class DraftLine {
  @ApiProperty({ format: 'uuid' })
  readonly draftId!: string;

  @ApiProperty({ example: '1.001193' })
  readonly procedureCode!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'counts the saves; a save names the one it was made on' })
  readonly version!: number;

  @ApiProperty({ format: 'date-time' })
  readonly savedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'when its key is destroyed' })
  readonly expiresAt!: string;
}

export class DraftList {
  @ApiProperty({ type: [DraftLine] })
  readonly items!: readonly DraftLine[];
}

export class OpenedDraft extends DraftLine {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the dossier that was made of it' })
  readonly dossierId!: string | null;

  @ApiProperty({ type: DraftContentDto, nullable: true, description: 'null once it was submitted' })
  readonly content!: DraftContentDto | null;
}
