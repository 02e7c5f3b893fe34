import { PassThrough } from 'node:stream';
import type { Position } from '@motcua/event-store';
import type { Change } from './change-reader.js';

/** What waits for a listener who does not read; more than that, and he comes again when he can. */
const MOST_WAITING_BYTES = 256 * 1024;

/** One listener's answer: `text/event-stream` that ends when somebody ends it. */
export class ChangeStream {
  readonly body = new PassThrough();

  constructor(private readonly onEnd: () => void) {
    this.body.once('close', () => this.onEnd());
  }

  /** Where the log stands; the listener looks at everything once, and then hears what changes. */
  begin(position: Position): void {
    this.write(`retry: 3000\nid: ${position}\nevent: begin\ndata: {}\n\n`);
  }

  /** Ids and versions, nothing else: whoever may read them asks the API, where the look is logged. */
  tell(changes: readonly Change[]): void {
    for (const { position, dossierId, version } of changes)
      this.write(`id: ${position}\nevent: dossier\ndata: ${JSON.stringify({ dossierId, version })}\n\n`);
  }

  beat(): void {
    this.write(': here\n\n');
  }

  /** The session is over; coming back is of no use before signing in. */
  signedOut(): void {
    this.write('event: signed-out\ndata: {}\n\n');
    this.end();
  }

  end(): void {
    this.body.end();
  }

  private write(text: string): void {
    if (this.body.writableEnded || this.body.destroyed) return;
    if (this.body.writableLength + this.body.readableLength > MOST_WAITING_BYTES) this.body.destroy();
    else this.body.write(text);
  }
}
