import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Keeps the error that a feed handler threw. Nest's own filter would turn it into "Internal server error", and the feed could
 * not tell a dependency that is down from a fact to be parked.
 */
@Catch()
export class RealErrorFilter implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
