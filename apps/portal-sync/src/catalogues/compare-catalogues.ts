import { Catalogue, Rejected, type JsonValue } from '@motcua/domain';

export type CatalogueKind = 'procedures' | 'procedure' | 'units' | 'fields';

/** An entry of the portal's catalogue as last fetched; `details` as the portal wrote it. */
export interface PortalEntry {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly name: string;
  readonly details: JsonValue;
}

export interface CatalogueDifference {
  readonly kind: 'procedure' | 'unit' | 'field';
  readonly code: string;
  readonly difference: 'not-at-portal' | 'not-here' | 'name' | 'field' | 'result';
  readonly ours: string | null;
  readonly theirs: string | null;
}

type Names = ReadonlyMap<string, string>;

/** Where our catalogue of a local day and the portal's say different things. Names are compared composed, in any case and spacing. */
export function compareCatalogues(
  catalogue: Catalogue,
  day: string,
  portal: readonly PortalEntry[],
): CatalogueDifference[] {
  const versions = catalogue.versionsOn(day);
  const theirs = (kind: CatalogueKind): PortalEntry[] => portal.filter((entry) => entry.kind === kind);
  const procedures = namesOf(theirs('procedures'), (code) => code);
  const units = namesOf(theirs('units'), (code) => canonical(catalogue, code));
  const fields = namesOf(theirs('fields'), (code) => code);
  return [
    ...compareNames('procedure', new Map(versions.map(({ code, name }) => [code, name.vi])), procedures),
    ...compareNames('unit', new Map(catalogue.unitsOn(day).map(({ code, name }) => [code, name])), units),
    ...compareNames('field', new Map(versions.map(({ field }) => [field.code, field.name])), fields),
    ...theirs('procedure').flatMap(({ code, details }) => {
      const ours = versions.find((version) => version.code === code);
      if (ours === undefined) return [];
      return [
        ...unlessListed(code, 'field', ours.field.code, codesIn(details, 'LINHVUCTHUCHIEN', 'MALINHVUC')),
        ...unlessListed(code, 'result', ours.result.code, codesIn(details, 'KETQUATHUCHIEN', 'MAKETQUA')),
      ];
    }),
  ];
}

function namesOf(entries: readonly PortalEntry[], codeOf: (code: string) => string): Names {
  return new Map(entries.map(({ code, name }) => [codeOf(code), name]));
}

function canonical(catalogue: Catalogue, code: string): string {
  try {
    return catalogue.unit(code).code;
  } catch (error) {
    if (error instanceof Rejected) return code;
    throw error;
  }
}

function compareNames(kind: CatalogueDifference['kind'], ours: Names, theirs: Names): CatalogueDifference[] {
  const codes = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted();
  return codes.flatMap((code): CatalogueDifference[] => {
    const [here, there] = [ours.get(code) ?? null, theirs.get(code) ?? null];
    if (there === null) return [{ kind, code, difference: 'not-at-portal', ours: here, theirs: null }];
    if (here === null) return [{ kind, code, difference: 'not-here', ours: null, theirs: there }];
    return plain(here) === plain(there) ? [] : [{ kind, code, difference: 'name', ours: here, theirs: there }];
  });
}

function plain(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

function unlessListed(
  code: string,
  difference: 'field' | 'result',
  ours: string,
  theirs: readonly string[],
): CatalogueDifference[] {
  if (theirs.length === 0 || theirs.includes(ours)) return [];
  return [{ kind: 'procedure', code, difference, ours, theirs: theirs.join(', ') }];
}

function codesIn(details: JsonValue, list: string, member: string): string[] {
  const found = isObject(details) ? details[list] : undefined;
  return Array.isArray(found)
    ? found.flatMap((one: JsonValue) => (isObject(one) && typeof one[member] === 'string' ? [one[member]] : []))
    : [];
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
