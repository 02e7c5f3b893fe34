import { endsBefore } from './dates.ts';
import { type Fault, leafFaults } from './leaf-faults.ts';
import {
  type Choice,
  type FormSource,
  type Placed,
  type SchemaNode,
  isNode,
  isRecord,
  nodesOf,
  pointerWord,
  textOf,
  textsOf,
} from './schema.ts';

/** What a declaration is judged by: the lists of the day, and the day itself (yyyy-MM-dd, Vietnam). */
export interface FormDay {
  readonly lists: ReadonlyMap<string, readonly Choice[]>;
  readonly today: string;
}

/**
 * The form of a declaration as the server publishes it: one document with the shared ones under `$defs`. It answers what holds for a
 * value right now; conditions (`if`/`then`/`else`) are followed anew with every value. The server judges for itself; this spares
 * people a way to it.
 */
export class Form {
  readonly day: FormDay;
  readonly root: Placed;
  private readonly documents: ReadonlyMap<string, SchemaNode>;

  constructor({ declarationSchema, codeLists }: FormSource, today: string) {
    const node = declarationSchema as SchemaNode;
    const embedded = Object.values(isNode(node['$defs']) ? node['$defs'] : {}).filter(isNode);
    this.documents = new Map([node, ...embedded].map((document) => [textOf(document['$id']) ?? '', document]));
    this.root = { node, base: textOf(node['$id']) ?? '' };
    this.day = { today, lists: new Map(codeLists.map(({ id, choices }) => [id, choices])) };
  }

  /** Every node that speaks about the value, in the order of the form: itself, references, parts, and the branch that holds. */
  parts(at: Placed, value: unknown): Placed[] {
    const { node, base } = at;
    const inside = (child: SchemaNode): Placed[] => this.parts({ node: child, base }, value);
    const found = [at, ...this.referred(at, value), ...nodesOf(node['allOf']).flatMap(inside)];
    if (!isNode(node['if'])) return found;
    const branch = node[this.holds({ node: node['if'], base }, value) ? 'then' : 'else'];
    return isNode(branch) ? [...found, ...inside(branch)] : found;
  }

  /** The nodes of each property, whether the value has it or not. */
  properties(parts: readonly Placed[]): Map<string, Placed[]> {
    const found = new Map<string, Placed[]>();
    for (const { node, base } of parts) {
      for (const [name, child] of Object.entries(isNode(node['properties']) ? node['properties'] : {})) {
        if (isNode(child)) found.set(name, [...(found.get(name) ?? []), { node: child, base }]);
      }
    }
    return found;
  }

  /** What is wrong with a value; at most one fault at each place. */
  faults(at: readonly Placed[], value: unknown, pointer = ''): Fault[] {
    const parts = at.flatMap((one) => this.parts(one, value));
    const own = parts.flatMap(({ node }) => leafFaults(node, value, this.day));
    const [first] = own.toSorted((one, other) => Number(one.code === 'tooLong') - Number(other.code === 'tooLong'));
    if (first !== undefined) return [{ ...first, pointer }];
    if (isRecord(value)) return this.faultsInside(parts, value, pointer);
    return Array.isArray(value) ? this.faultsOfRows(parts, value, pointer) : [];
  }

  holds(at: Placed, value: unknown): boolean {
    return this.faults([at], value).length === 0;
  }

  private faultsInside(parts: readonly Placed[], value: Readonly<Record<string, unknown>>, pointer: string): Fault[] {
    const required = new Set(parts.flatMap(({ node }) => textsOf(node['required'])));
    const missing = [...required].filter((name) => value[name] === undefined);
    const faults: Fault[] = missing.map((name) => ({ pointer: `${pointer}/${pointerWord(name)}`, code: 'missing' }));
    for (const [name, at] of this.properties(parts)) {
      if (value[name] === undefined) continue;
      const place = `${pointer}/${pointerWord(name)}`;
      const found = this.faults(at, value[name], place);
      if (found.length === 0 && this.endsBeforeItsStart(at, value, value[name]))
        found.push({ pointer: place, code: 'outOfOrder' });
      faults.push(...found);
    }
    return faults;
  }

  /** `x-notBeforeField` names the neighbour that holds the beginning. */
  private endsBeforeItsStart(
    at: readonly Placed[],
    neighbours: Readonly<Record<string, unknown>>,
    end: unknown,
  ): boolean {
    const names = at
      .flatMap((one) => this.parts(one, end))
      .map(({ node }) => textOf(node['x-notBeforeField']))
      .filter((name) => name !== undefined);
    return names.some((name) => endsBefore(end, neighbours[name]));
  }

  private faultsOfRows(parts: readonly Placed[], rows: readonly unknown[], pointer: string): Fault[] {
    const at = this.itemsOf(parts);
    return at.length === 0 ? [] : rows.flatMap((row, place) => this.faults(at, row, `${pointer}/${place}`));
  }

  itemsOf(parts: readonly Placed[]): Placed[] {
    return parts.flatMap(({ node, base }) => (isNode(node['items']) ? [{ node: node['items'], base }] : []));
  }

  private referred({ node, base }: Placed, value: unknown): Placed[] {
    const reference = textOf(node['$ref']);
    if (reference === undefined) return [];
    const [file = '', fragment = ''] = reference.split('#');
    const target = file === '' ? base : new URL(file, base).href;
    let found: unknown = this.documents.get(target);
    for (const word of fragment.split('/').slice(1)) found = isNode(found) ? found[word] : undefined;
    if (!isNode(found)) throw new Error(`the form refers to ${reference}, which it does not bring`);
    return this.parts({ node: found, base: target }, value);
  }
}
