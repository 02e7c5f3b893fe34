/** A data key that is opened for use; `owner` is a dossier's id (or an upload's, before there is a dossier). */
export interface DataKey {
  readonly keyId: string;
  readonly owner: string;
  readonly key: Buffer;
}

/** The owner's keys were destroyed: nothing may be sealed for it again. */
export class KeysDestroyed extends Error {
  override readonly name = 'KeysDestroyed';

  constructor(readonly owner: string) {
    super(`the keys of ${owner} were destroyed`);
  }
}

/**
 * What was sealed for this owner was sealed with a key that the vault does not hold, and nobody destroyed it: the keys were restored
 * from an older day than the data. Nothing is lost while the right keys can still be brought; until then nothing can be opened, and
 * nothing sealed, or the owner would have two keys.
 */
export class KeysMissing extends Error {
  override readonly name = 'KeysMissing';
  readonly code = 'keys.missing';

  /** @param hasAnother the owner has a key, but not this one: what is to be opened may be somebody else's */
  constructor(
    readonly owner: string,
    readonly hasAnother = false,
  ) {
    super(`the keys of ${owner} are missing`);
  }
}

/**
 * `first`: the caller knows that nothing was ever sealed for the owner, or that what was is replaced now, so a key is made when there
 * is none. `known`: something was, so the owner has a key or it is missing.
 */
export type KeyUse = 'first' | 'known';

/** Keeps the data keys, each wrapped by a master key. Destroying a key is what erasure means here. */
export abstract class KeyVault {
  /** The owner's key. @throws {KeysDestroyed} @throws {KeysMissing} there is none, and none may be made */
  abstract keyOf(owner: string, use: KeyUse): Promise<DataKey>;

  /** @returns undefined when it was destroyed @throws {KeysMissing} there is none, or only another than this one */
  abstract keyById(owner: string, keyId: string): Promise<DataKey | undefined>;

  /**
   * Destroys the keys of these owners for good: the living keys are rewrapped under a new master key and the old master key
   * is destroyed, so that old copies of the wrapped keys (database log, free space, backups) open nothing.
   * @returns how many keys were destroyed and how many were rewrapped
   */
  abstract destroy(owners: readonly string[]): Promise<{ destroyed: number; rewrapped: number }>;

  /**
   * Deletes the key of an owner that is never used again (an upload that became part of a dossier, or of nothing). Cheap, because
   * no master key changes: old copies of the wrapped key stay readable until the next `destroy`. Never for a dossier.
   */
  abstract forget(owner: string): Promise<void>;

  /**
   * Calls back soon after any process that shares this vault destroyed keys; a hint that may be missed while a connection is away.
   * A vault that nobody shares never calls.
   */
  watch(_destroyed: () => void): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The installation's secret, for blind indexes and identifiers. */
  abstract readonly installationSecret: Buffer;
}
