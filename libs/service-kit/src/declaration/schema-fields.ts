import { valueAt } from './pointer.js';

export type Sensitivity = 'basic' | 'contact' | 'identifier' | 'sensitive';

/** One field of a form, as pages, masks and messages need it. */
export interface FormField {
  /** JSON pointer in which `*` stands for the place in a list. */
  readonly pointer: string;
  readonly title: string;
  readonly titleEn: string;
  readonly step: string | null;
  /** Null for codes and counts that say nothing about a person. */
  readonly personal: Sensitivity | null;
  readonly codeList: string | null;
}

export type SchemaDocument = Readonly<Record<string, unknown>>;

/** A reference that leads nowhere; `at` is the `$id` of the document it stands in. */
export interface DeadReference {
  readonly at: string;
  readonly reference: string;
}

/**
 * All fields of a form, in the order of the form, references and conditional parts included. The first place where a field has a
 * title describes it.
 *
 * @param documents every schema document of the catalogue by its `$id`
 */
export function fieldsOf(root: SchemaDocument, documents: ReadonlyMap<string, SchemaDocument>): FormFields {
  const walk = new FieldWalk(documents);
  walk.node(root, '', idOf(root), null);
  return { fields: walk.fields, deadReferences: walk.dead, documents: walk.visited };
}

export interface FormFields {
  readonly fields: ReadonlyMap<string, FormField>;
  readonly deadReferences: readonly DeadReference[];
  /** `$id`s of the documents that the form is made of, its own first. */
  readonly documents: ReadonlySet<string>;
}

/** The `$id` of a schema document; empty when it has none. */
export function idOf(document: SchemaDocument): string {
  return typeof document['$id'] === 'string' ? document['$id'] : '';
}

const BRANCHES = ['if', 'then', 'else', 'not'] as const;

class FieldWalk {
  readonly fields = new Map<string, FormField>();
  readonly dead: DeadReference[] = [];
  readonly visited = new Set<string>();
  /** References being followed, so that a schema that refers to itself ends. */
  private readonly open = new Set<SchemaDocument>();

  constructor(private readonly documents: ReadonlyMap<string, SchemaDocument>) {}

  node(schema: SchemaDocument, pointer: string, base: string, step: string | null): void {
    this.visited.add(base);
    this.reference(schema, pointer, base, step);
    for (const [name, child] of Object.entries(childrenOf(schema['properties']))) {
      this.property(child, `${pointer}/${name}`, base, step);
    }
    if (isSchema(schema['items'])) this.node(schema['items'], `${pointer}/*`, base, step);
    for (const part of [...listOf(schema['allOf']), ...BRANCHES.map((branch) => schema[branch])]) {
      if (isSchema(part)) this.node(part, pointer, base, step);
    }
  }

  private property(schema: SchemaDocument, pointer: string, base: string, outerStep: string | null): void {
    const step = textOf(schema['x-step']) ?? outerStep;
    const title = textOf(schema['title']);
    const known = this.fields.get(pointer);
    if (title !== null && known === undefined) {
      this.fields.set(pointer, {
        pointer,
        title,
        titleEn: textOf(childrenOf(schema)['x-en']?.['title']) ?? title,
        step,
        personal: textOf(schema['x-personal']) as Sensitivity | null,
        codeList: textOf(schema['x-codeList']) ?? this.listBehind(schema, base),
      });
    }
    this.node(schema, pointer, base, step);
  }

  private reference(schema: SchemaDocument, pointer: string, base: string, step: string | null): void {
    const found = this.resolve(schema, base);
    if (found === null || this.open.has(found.schema)) return;
    this.open.add(found.schema);
    this.node(found.schema, pointer, found.base, step);
    this.open.delete(found.schema);
  }

  private listBehind(schema: SchemaDocument, base: string): string | null {
    return textOf(this.resolve(schema, base)?.schema['x-codeList']);
  }

  private resolve(schema: SchemaDocument, base: string): { schema: SchemaDocument; base: string } | null {
    const reference = textOf(schema['$ref']);
    if (reference === null) return null;
    const [file = '', fragment = ''] = reference.split('#');
    const target = file === '' ? base : URL.canParse(file, base) ? new URL(file, base).href : file;
    const found = valueAt(this.documents.get(target), fragment);
    if (isSchema(found)) return { schema: found, base: target };
    if (!this.dead.some((one) => one.at === base && one.reference === reference))
      this.dead.push({ at: base, reference });
    return null;
  }
}

function isSchema(value: unknown): value is SchemaDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function childrenOf(value: unknown): Record<string, SchemaDocument> {
  return isSchema(value) ? (value as Record<string, SchemaDocument>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
