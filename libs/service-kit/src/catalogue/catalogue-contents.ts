import type { CatalogueData } from '@motcua/domain';
import type { CodeList } from '../declaration/form-keywords.js';
import type { CatalogueAbout, ProcedureNotes } from './catalogue-parts.js';

/** What stands in the loaded catalogue, as it was written: for people who look after it. The rules ask `Catalogue`. */
export abstract class CatalogueContents {
  abstract readonly about: CatalogueAbout;
  abstract readonly data: CatalogueData;
  /** By id, e.g. `ethnicity`. */
  abstract readonly codeLists: ReadonlyMap<string, CodeList>;
  /** By procedure version id. */
  abstract readonly notes: ReadonlyMap<string, ProcedureNotes>;
}
