import type { ResultReader } from '../follow/result-reader.js';

/** Health card and permanent residence: done means done; a refusal has a status of its own. The decision comes as a PDF. */
export const readLegResult: ResultReader = ({ fields, documents }) => ({
  kind: 'positive',
  fields,
  document: documents[0]?.bytes,
});
