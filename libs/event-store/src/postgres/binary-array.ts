/** How one element of an array parameter is written in PostgreSQL's binary format. */
export interface ElementType<T> {
  readonly oid: number;
  size(value: T): number;
  /** Writes exactly `size` bytes. */
  write(array: Buffer, at: number, value: T): void;
}

export const INT4: ElementType<number> = {
  oid: 23,
  size: () => 4,
  write: (array, at, value) => array.writeInt32BE(value, at),
};

export const INT8: ElementType<number> = {
  oid: 20,
  size: () => 8,
  write(array, at, value) {
    array.writeInt32BE(Math.floor(value / 2 ** 32), at);
    array.writeUInt32BE(value % 2 ** 32, at + 4); // values are counts: never below zero
  },
};

export const TEXT: ElementType<string> = {
  oid: 25,
  size: (value) => Buffer.byteLength(value),
  write: (array, at, value) => array.write(value, at),
};

export const UUID: ElementType<string> = {
  oid: 2950,
  size: () => 16,
  write: (array, at, value) => array.write(value.replaceAll('-', ''), at, 'hex'),
};

export const JSON_TEXT: ElementType<string> = { ...TEXT, oid: 114 };

export const BYTEA: ElementType<Buffer> = {
  oid: 17,
  size: (value) => value.length,
  write: (array, at, value) => value.copy(array, at),
};

const HEADER = 20;

/**
 * A one-dimensional array as PostgreSQL receives it. `pg` would write arrays as text in which every quote of every JSON text is
 * escaped and read again on the other side; a Buffer goes through as it is.
 */
export function binaryArray<T>(type: ElementType<T>, values: readonly T[]): Buffer {
  const sizes = values.map((value) => type.size(value));
  const array = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + 4 + size, HEADER));
  [1, 0, type.oid, values.length, 1].forEach((field, index) => array.writeInt32BE(field, index * 4));
  let at = HEADER;
  values.forEach((value, index) => {
    const size = sizes[index]!;
    array.writeInt32BE(size, at);
    type.write(array, at + 4, value);
    at += 4 + size;
  });
  return array;
}
