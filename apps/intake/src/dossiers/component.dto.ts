import { IsUUID, Matches } from 'class-validator';

const COMPONENT = /^[\w.-]{1,64}$/;

/** Which upload stands in which slot. */
export class ChosenUploadDto {
  @Matches(COMPONENT)
  componentCode!: string;

  @IsUUID()
  uploadId!: string;
}
