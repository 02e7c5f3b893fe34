import { Instant } from '../officer-command/field-rules.js';

/** The outage as it was announced and as it ended. */
export class ApplyOutageDto {
  @Instant()
  from!: string;

  @Instant()
  to!: string;
}
