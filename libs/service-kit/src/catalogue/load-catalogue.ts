import { join } from 'node:path';
import { checkCatalogue, createCatalogue, type Catalogue } from '@motcua/domain';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { DeclarationSchemas } from '../declaration/declaration-schemas.js';
import type { CodeList } from '../declaration/form-keywords.js';
import type { CatalogueContents } from './catalogue-contents.js';
import { CatalogueFault, type FileFault } from './catalogue-fault.js';
import { readCatalogueFiles, type CatalogueFiles } from './catalogue-files.js';
import { partsOf, type CatalogueParts } from './catalogue-parts.js';
import { crossChecks } from './cross-checks.js';
import { checkShapes } from './file-kinds.js';
import { metaSchemas } from './meta-schemas.js';

export interface LoadedCatalogue extends CatalogueContents {
  readonly catalogue: Catalogue;
  readonly declarations: DeclarationSchemas;
}

/**
 * Loads a catalogue folder (`catalogues/2020`) and checks all of it: shapes by the meta-schemas, references between files, then the
 * domain's rules. Nothing is loaded from a folder with any fault.
 *
 * @param folder the catalogue; its meta-schemas are expected in `meta` beside it unless named
 * @throws {CatalogueFault} with all faults found, each with file, JSON pointer and reason
 */
export async function loadCatalogue(folder: string, meta = join(folder, '..', 'meta')): Promise<LoadedCatalogue> {
  const [own, rules] = await Promise.all([readCatalogueFiles(folder), readCatalogueFiles(meta)]);
  if (rules.faults.length > 0) throw new CatalogueFault(meta, rules.faults);
  return catalogueOf(folder, own.files, metaSchemas(rules.files), own.faults);
}

/** As `loadCatalogue`, from files in memory. */
export function catalogueOf(
  folder: string,
  files: CatalogueFiles,
  rules: Ajv2020,
  unreadable: readonly FileFault[] = [],
): LoadedCatalogue {
  const shapes = [...unreadable, ...checkShapes(files, rules)];
  // Later checks trust the shapes: they would report the same mistakes again in worse words.
  if (shapes.length > 0) throw new CatalogueFault(folder, shapes);
  const parts = partsOf(files);
  const faults = [
    ...crossChecks(parts),
    ...checkCatalogue(parts.data).map(({ file = '.', ...fault }) => ({ file, ...fault })),
  ];
  if (faults.length > 0) throw new CatalogueFault(folder, faults);
  return {
    catalogue: createCatalogue(parts.data),
    declarations: compiled(folder, parts),
    about: parts.about,
    data: parts.data,
    codeLists: listsById(parts),
    notes: new Map([...parts.procedures.values()].map(({ id, law, unverified }) => [id, { law, unverified }])),
  };
}

function compiled(folder: string, parts: CatalogueParts): DeclarationSchemas {
  const assignments = [...parts.procedures.values()].map(({ id, declarationSchema }) => ({
    procedureVersionId: id,
    form: parts.schemas.get(declarationSchema)!,
  }));
  try {
    return new DeclarationSchemas(assignments, [...parts.schemas.values()], listsById(parts));
  } catch (error) {
    throw new CatalogueFault(folder, [{ file: 'schemas', pointer: '', reason: (error as Error).message }]);
  }
}

function listsById({ codeLists }: CatalogueParts): Map<string, CodeList> {
  return new Map([...codeLists.values()].map((list) => [list.id, list]));
}
