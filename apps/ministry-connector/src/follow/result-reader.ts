import type { JsonObject } from '@motcua/domain';
import type { ResultPackage } from '@motcua/service-kit';

/** A system's result as the dossier gets it; `fields` is personal. */
export interface ReadResult {
  readonly kind: 'positive' | 'negative';
  readonly fields: JsonObject;
  readonly document: Uint8Array | undefined;
}

/** @param text the words that came with the status */
export type ResultReader = (result: ResultPackage, text: string) => ReadResult;
