import 'reflect-metadata';

import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';

import { describeDto } from './dto-schemas.js';

/** Describes the DTO classes in the signatures of a module's controllers and of the modules it imports. */
export function describeDtosOf(app: INestApplication, module: Type): void {
  for (const controller of controllersOf(app, module)) {
    const prototype = controller.prototype as object;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const types = (Reflect.getMetadata('design:paramtypes', prototype, method) as unknown[] | undefined) ?? [];
      for (const type of types) if (isDto(type)) describeDto(type);
    }
  }
}

function isDto(type: unknown): type is new () => object {
  if (typeof type !== 'function' || type === Object || type === String || type === Number) return false;
  return getMetadataStorage().getTargetValidationMetadatas(type, '', true, false).length > 0;
}

function controllersOf(app: INestApplication, module: Type): Type[] {
  const found = [...app.get(ModulesContainer).values()].find(({ metatype }) => metatype === module);
  if (found === undefined) throw new Error(`module ${module.name} is not part of this application`);
  const modules = new Set([found, ...[...found.imports].filter((imported) => !imported.isGlobal)]);
  return [...modules].flatMap(({ controllers }) => [...controllers.values()].map(({ metatype }) => metatype as Type));
}
