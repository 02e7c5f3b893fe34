import type { CalendarOverlay, CalendarYear } from '../calendar/calendar-year.js';
import type { EvaluationScheme } from '../evaluation/evaluation-scheme.js';
import type { RoutingRow } from './catalogue.js';
import type { ProcedureVersion } from './procedure.js';
import type { Unit } from './unit.js';

/**
 * Everything a catalogue is made of, as plain JSON. A loader reads the files of `catalogues/` into this shape, lets
 * `checkCatalogue` list the faults and hands it to `createCatalogue`.
 */
export interface CatalogueData {
  /** Editions of procedures of all rule sets; editions of one code must not overlap in time. */
  readonly versions: readonly ProcedureVersion[];
  /** The unit tree, ended units included: their dossiers still refer to them. */
  readonly units: readonly Unit[];
  /** Year files, at least one per year without a hole; several editions of a year may stand side by side. */
  readonly calendars: readonly CalendarYear[];
  readonly overlays: readonly CalendarOverlay[];
  readonly routing: readonly RoutingRow[];
  /** How settled dossiers are evaluated; absent where nothing is. */
  readonly evaluations?: readonly EvaluationScheme[];
  /** Which file a part came from, so that a fault can name it; the longest matching pointer counts. */
  readonly files?: readonly DataFile[];
}

/** E.g. `{ pointer: '/versions/3', file: '2020/procedures/2.000488.json' }` or `{ pointer: '/units', file: 'units.json' }`. */
export interface DataFile {
  /** JSON pointer into `CatalogueData`. */
  readonly pointer: string;
  readonly file: string;
}

/** One fault of the data. The pointer is relative to the file where a file is known, else to `CatalogueData`. */
export interface Fault {
  readonly file?: string;
  readonly pointer: string;
  readonly reason: string;
}
