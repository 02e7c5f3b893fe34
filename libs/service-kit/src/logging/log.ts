/** The fields a log line may carry; everything else is dropped. Add a field here only when it can never be personal. */
export interface LogFields {
  readonly dossierId?: string;
  readonly unitCode?: string;
  readonly system?: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly consumer?: string;
  readonly view?: string;
  readonly eventType?: string;
  readonly stream?: string;
  readonly version?: number;
  readonly attempt?: number;
  readonly count?: number;
  readonly durationMs?: number;
  readonly status?: number;
  readonly method?: string;
  readonly route?: string;
  readonly port?: number;
  readonly code?: string;
  readonly subject?: string;
  readonly commandId?: string;
  readonly name?: string;
  readonly error?: unknown;
}

/**
 * Writes JSON lines. The message is a stable dotted code, not a sentence: `log.warn('delivery.parked', { system, dossierId })`.
 * Values that look like a name, base64, or long text do not pass; of an error only its class, code and frames do.
 */
export abstract class Log {
  abstract debug(event: string, fields?: LogFields): void;
  abstract info(event: string, fields?: LogFields): void;
  abstract warn(event: string, fields?: LogFields): void;
  abstract error(event: string, fields?: LogFields): void;
}
