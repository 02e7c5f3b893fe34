import type { JsonObject, OnlineChannel, ReturnMethod } from '@motcua/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
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
import { ChosenUploadDto } from '../dossiers/component.dto.js';
import { PersonDto } from '../dossiers/person.dto.js';

/** What every submission says, online or over the counter. */
export abstract class SubmissionDto {
  /** National code, e.g. `2.000488` */
  @Matches(/^[\w.-]{1,40}$/)
  procedureCode!: string;

  /** Default: the procedure's first case. */
  @IsOptional()
  @Matches(/^[\w.-]{1,40}$/)
  procedureCase?: string;

  /** Any spelling, e.g. `H99.14` or `000.00.14.H99` */
  @IsString()
  @MaxLength(50)
  receivingUnit!: string;

  /** Boundary-free intake: the unit that is competent, where it is not the receiving one. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  competentUnit?: string;

  @IsIn(['counter', 'post', 'online'])
  returnMethod!: ReturnMethod;

  @IsDefined()
  @ValidateNested()
  @Type(() => PersonDto)
  applicant!: PersonDto;

  /** Who hands it in; default: the applicant. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PersonDto)
  submitter?: PersonDto;

  /** In the field names of the procedure's form; see `GET /procedures/:code`. */
  @IsObject()
  declaration!: JsonObject;

  /** Only where the declaration does not say it. */
  @IsOptional()
  @Matches(/^[\w.-]{1,40}$/)
  payerClass?: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99)
  copies?: number;
}

export class ExternalCodeDto {
  @Matches(/^[\w.-]{1,40}$/)
  system!: string;

  @Matches(/^[\w./-]{1,80}$/)
  code!: string;
}

export class SubmitDossierDto extends SubmissionDto {
  /** Citizens: `provincialPortal` (default) or `kiosk`. Outside systems: the channel they are set up for. */
  @IsOptional()
  @IsIn(['provincialPortal', 'kiosk', 'nationalPortal', 'vneid', 'linkedPortal'])
  channel?: OnlineChannel;

  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => ChosenUploadDto)
  components!: ChosenUploadDto[];

  /** Citizens: the draft that it was made of; its content and its key go with the submission. */
  @IsOptional()
  @IsUUID()
  draftId?: string;

  /** Outside systems only: their own code of this dossier. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => ExternalCodeDto)
  externalCodes?: ExternalCodeDto[];

  /** Outside systems only: account at the National Public Service Portal. */
  @IsOptional()
  @Matches(/^[\w.-]{1,80}$/)
  techId?: string;

  /** Outside systems only: the code they reserved for it. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  dossierCode?: string;
}
