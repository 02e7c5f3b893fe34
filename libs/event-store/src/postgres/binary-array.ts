/** How one element of an array parameter is written in PostgreSQL's binary format. */
export interface ElementType<T> {
  readonly oid: number;
  encode(value: T): Buffer;
}

function fixed(size: number, write: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  write(buffer);
  return buffer;
}

export const INT4: ElementType<number> = { oid: 23, encode: (value) => fixed(4, (b) => b.writeInt32BE(value)) };
export const INT8: ElementType<number> = {
  oid: 20,
  encode: (value) => fixed(8, (b) => b.writeBigInt64BE(BigInt(value))),
};
export const TEXT: ElementType<string> = { oid: 25, encode: (value) => Buffer.from(value) };
export const UUID: ElementType<string> = {
  oid: 2950,
  encode: (value) => Buffer.from(value.replaceAll('-', ''), 'hex'),
};
/** A JSON text; the leading byte is the version of the format. */
export const JSONB: ElementType<string> = { oid: 3802, encode: (value) => Buffer.from(`\u0001${value}`) };
export const BYTEA: ElementType<Buffer> = { oid: 17, encode: (value) => value };

const HEADER = 20;

/**
 * A one-dimensional array as PostgreSQL receives it. `pg` would write arrays as text in which every quote of every JSON text is
 * escaped and read again on the other side; a Buffer goes through as it is.
 */
export function binaryArray<T>(type: ElementType<T>, values: readonly T[]): Buffer {
  const elements = values.map((value) => type.encode(value));
  const array = Buffer.allocUnsafe(elements.reduce((size, element) => size + 4 + element.length, HEADER));
  [1, 0, type.oid, values.length, 1].forEach((field, index) => array.writeInt32BE(field, index * 4));
  let at = HEADER;
  for (const element of elements) {
    at = array.writeInt32BE(element.length, at);
    at += element.copy(array, at);
  }
  return array;
}
