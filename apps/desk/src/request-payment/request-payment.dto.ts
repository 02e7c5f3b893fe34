import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { Amount } from '../officer-command/field-rules.js';

export class RequestPaymentDto {
  @Amount()
  amount!: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  feeCodes?: string[];
}
