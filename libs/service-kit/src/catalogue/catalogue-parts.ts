import type { CatalogueData, DataFile, ProcedureVersion } from '@motcua/domain';
import type { CodeList } from '../declaration/form-keywords.js';
import type { SchemaDocument } from '../declaration/schema-fields.js';
import type { CatalogueFiles } from './catalogue-files.js';
import { kindOf, type FileKind } from './file-kinds.js';

/** What a catalogue says about itself. */
export interface CatalogueAbout {
  readonly id: string;
  readonly ruleSet: string;
  readonly title: { readonly vi: string; readonly en: string };
  /** What every user must be told, e.g. that the data are not the law in force. */
  readonly notice: { readonly vi: string; readonly en: string };
  readonly province: string;
  readonly source: string;
  readonly verified: boolean;
  readonly approvedBy: string | null;
}

/** What the administrators are told about an edition beside its rules. */
export interface ProcedureNotes {
  readonly law: readonly string[];
  /** Values that no text confirms yet; empty exactly when the edition is `verified`. */
  readonly unverified: readonly { readonly pointer: string; readonly why: string }[];
}

export type ProcedureFile = ProcedureVersion & ProcedureNotes;

/** The files of a catalogue, sorted by what they are. Only for files whose shapes have been checked. */
export interface CatalogueParts {
  readonly about: CatalogueAbout;
  readonly data: CatalogueData;
  readonly procedures: ReadonlyMap<string, ProcedureFile>;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly schemas: ReadonlyMap<string, SchemaDocument>;
}

export function partsOf(files: CatalogueFiles): CatalogueParts {
  const procedures = ofKind<ProcedureFile>(files, 'procedure');
  const calendars = ofKind<CatalogueData['calendars'][number]>(files, 'calendar');
  const origins: DataFile[] = [
    ...[...procedures.keys()].map((file, index) => ({ pointer: `/versions/${index}`, file })),
    ...[...calendars.keys()].map((file, index) => ({ pointer: `/calendars/${index}`, file })),
    ...['units', 'overlays', 'routing'].map((part) => ({ pointer: `/${part}`, file: `${part}.json` })),
    { pointer: '/evaluations', file: 'evaluation.json' },
  ];
  return {
    about: files.get('catalogue.json') as CatalogueAbout,
    procedures,
    codeLists: ofKind<CodeList>(files, 'code-list'),
    schemas: ofKind<SchemaDocument>(files, 'declaration'),
    data: {
      versions: [...procedures.values()].map(versionOf),
      units: files.get('units.json') as CatalogueData['units'],
      calendars: [...calendars.values()],
      overlays: files.get('overlays.json') as CatalogueData['overlays'],
      routing: files.get('routing.json') as CatalogueData['routing'],
      evaluations: (files.get('evaluation.json') ?? []) as NonNullable<CatalogueData['evaluations']>,
      files: origins,
    },
  };
}

function ofKind<T>(files: CatalogueFiles, kind: FileKind): Map<string, T> {
  return new Map([...files].filter(([file]) => kindOf(file) === kind)) as Map<string, T>;
}

function versionOf({ law: _law, unverified: _unverified, ...version }: ProcedureFile): ProcedureVersion {
  return version;
}
