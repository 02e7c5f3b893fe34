import { isLocalDay } from '@motcua/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CatalogueFiles } from './catalogue-files.js';

/** Compiles the meta-schemas, which say what each kind of file of a catalogue looks like. */
export function metaSchemas(files: CatalogueFiles): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  ajv.addFormat('regex', compiles);
  ajv.addFormat('date', isLocalDay);
  for (const schema of files.values()) ajv.addSchema(schema as object);
  return ajv;
}

/** A pattern must compile in Unicode mode, as JSON Schema 2020-12 reads it. */
function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
