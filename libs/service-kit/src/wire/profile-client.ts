import type { HoldReason, JsonObject, Outcome } from '@motcua/domain';
import type { CallContext } from './ports.js';
import type { WireProfile } from './wire-profile.js';

/** The items of an answer in canonical names; null = the system proved that there is nothing. */
export type WireItems = readonly JsonObject[] | null;

export type PreparedCall =
  | { readonly kind: 'ready'; readonly send: (context: CallContext) => Promise<Outcome<WireItems>> }
  | { readonly kind: 'held'; readonly reasons: readonly HoldReason[] };

/** Speaks one wire profile with one credential. Never throws for what the system answers. */
export abstract class ProfileClient {
  abstract readonly profile: WireProfile;

  /** Maps and checks; nothing leaves the process before `send`. @throws {RangeError} when the profile has no such operation */
  abstract prepare(operation: string, document: unknown): PreparedCall;

  /** Prepares and sends at once, for reads; a document that does not fit is `rejected`. */
  abstract call(operation: string, document: unknown, context: CallContext): Promise<Outcome<WireItems>>;
}
