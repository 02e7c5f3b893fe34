import type { LoggerService } from '@nestjs/common';

import type { Log } from './log.js';

/**
 * Nest's own lines go through the same allow-list. Its sentences are not codes, so only who spoke is written (`nest.<Context>`);
 * of what is thrown, the class and the frames are.
 */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(_message: unknown, ...rest: unknown[]): void {
    this.target.debug(eventOf(rest));
  }

  debug(_message: unknown, ...rest: unknown[]): void {
    this.target.debug(eventOf(rest));
  }

  verbose(_message: unknown, ...rest: unknown[]): void {
    this.target.debug(eventOf(rest));
  }

  warn(_message: unknown, ...rest: unknown[]): void {
    this.target.warn(eventOf(rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find((part) => part instanceof Error) ?? fromStack(message, rest);
    this.target.error(eventOf(rest), error === undefined ? {} : { error });
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** Nest hands over a message and the stack as two texts; together they are the error again. */
function fromStack(message: unknown, rest: readonly unknown[]): Error | undefined {
  const stack = rest.find((part): part is string => typeof part === 'string' && part.includes('\n    at '));
  if (stack === undefined) return undefined;
  const error = new Error(typeof message === 'string' ? message : '');
  error.stack = stack;
  return error;
}

function eventOf(rest: readonly unknown[]): string {
  const context = rest.at(-1);
  return typeof context === 'string' && /^\w{1,60}$/.test(context) ? `nest.${context}` : 'nest';
}
