import { createRequire } from 'node:module';

interface TypeStorage {
  findTypeMetadata(target: object, property: string): { readonly typeFunction?: () => unknown } | undefined;
}

/** class-transformer keeps what `@Type` says behind its door; its package has no other way in, and no types for this file. */
const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  readonly defaultMetadataStorage: TypeStorage;
};

/** The class that `@Type(() => Nested)` names for a property of a DTO. */
export function nestedTypeOf(dto: new () => object, property: string): (new () => object) | undefined {
  const named = defaultMetadataStorage.findTypeMetadata(dto, property)?.typeFunction?.();
  return typeof named === 'function' ? (named as new () => object) : undefined;
}
