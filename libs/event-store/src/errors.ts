/** The stream did not stand where the caller thought. Nothing was written; read again and decide anew. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';

  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} holds ${actual} events, expected ${expected}`);
  }
}

/** Nothing was written: the store could not be reached, or it answered that it rolled the append back. */
export class DefiniteFailure extends Error {
  override readonly name = 'DefiniteFailure';
}

/** The append was sent and no answer came. Send the identical request again, nothing mixed in. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** A read failed because the store does not answer. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * The position lies behind the store's newest event: the store was restored from an older backup, or the checkpoint belongs to
 * another store. A consumer stops here, or it would silently skip what is written next.
 */
export class PositionUnknown extends Error {
  override readonly name = 'PositionUnknown';

  constructor(
    readonly position: string,
    readonly head: string,
  ) {
    super(`position ${position} is beyond the newest event ${head}`);
  }
}

/**
 * The store's history is not the one that a checkpoint belongs to: it, or the checkpoint, came back from a backup. A consumer
 * stops here for good. `checkpoint-beyond-head`: the store is shorter; `history-changed`: what was seen before is not there.
 */
export class HistoryLost extends Error {
  override readonly name = 'HistoryLost';

  constructor(readonly reason: 'checkpoint-beyond-head' | 'history-changed') {
    super(`the checkpoint belongs to another history: ${reason}`);
  }
}

/** The request breaks a rule of the port (size, names, text that no JSON column can hold); the code says which. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
