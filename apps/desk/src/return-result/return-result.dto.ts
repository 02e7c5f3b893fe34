import { IsBoolean, IsIn } from 'class-validator';
import { OptionalWords, Words } from '../officer-command/field-rules.js';

export class ReturnResultDto {
  @IsIn(['counter', 'post', 'online'])
  method!: 'counter' | 'post' | 'online';

  /** The originals were handed back, or none were kept. */
  @IsBoolean()
  originalsReturned!: boolean;

  @Words(200)
  receiver!: string;

  @OptionalWords()
  note?: string;
}
