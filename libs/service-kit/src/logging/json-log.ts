import { pino, type DestinationStream, type Level, type Logger } from 'pino';

import { currentContextIfAny } from '../context/request-context.js';
import { Log, type LogFields } from './log.js';
import { scrubbed, scrubbedEvent } from './scrub.js';

export interface JsonLogOptions {
  /** Name of the process. */
  readonly name: string;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  /** Default: standard output, synchronously, so that the last line before an end is not lost. */
  readonly destination?: DestinationStream;
}

/** JSON lines: `time, level, app, event, correlationId` and the allowed fields. */
export class JsonLog extends Log {
  private readonly pino: Logger;

  constructor(options: JsonLogOptions) {
    super();
    this.pino = pino(
      {
        level: options.level ?? 'info',
        base: { app: options.name },
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      options.destination ?? pino.destination({ dest: 1, sync: true }),
    );
  }

  override debug(event: string, fields: LogFields = {}): void {
    this.write('debug', event, fields);
  }

  override info(event: string, fields: LogFields = {}): void {
    this.write('info', event, fields);
  }

  override warn(event: string, fields: LogFields = {}): void {
    this.write('warn', event, fields);
  }

  override error(event: string, fields: LogFields = {}): void {
    this.write('error', event, fields);
  }

  private write(level: Level, event: string, fields: LogFields): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const correlationId = currentContextIfAny()?.correlationId;
    this.pino[level]({
      event: scrubbedEvent(event),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...scrubbed(fields),
    });
  }
}
