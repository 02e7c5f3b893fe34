import { Words } from '../officer-command/field-rules.js';

export class RegisterPostalReturnDto {
  @Words(500)
  address!: string;

  @Words(50)
  phone!: string;

  @Words(200)
  receiver!: string;
}
