import { Catalogue, type JsonObject, type JsonValue, type Person, localDay } from '@motcua/domain';
import { type Actor, DeclarationSchemas, Sealer } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

/** Blind indexes of persons; see `Cause` of the kit. */
export interface People {
  readonly subjects: readonly string[];
  readonly owners: readonly string[];
}

export interface PeopleOf {
  readonly procedureCode: string;
  readonly applicant: Person;
  readonly submitter: Person;
  readonly declaration: JsonObject;
}

/** Finds the persons a submission speaks of, without keeping who they are. */
@Injectable()
export class Persons {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
    private readonly sealer: Sealer,
  ) {}

  /** The applicant, the submitter and a citizen who acts own the dossier; everybody with a number in the declaration is a subject. */
  of({ procedureCode, applicant, submitter, declaration }: PeopleOf, now: string, actor: Actor): People {
    const owners = [applicant.personalId, submitter.personalId, actor.personalId ?? null];
    return {
      owners: this.indexes(owners),
      subjects: this.indexes([...owners, ...this.numbersIn(procedureCode, declaration, now)]),
    };
  }

  private indexes(numbers: readonly (string | null)[]): string[] {
    const known = numbers.filter((number) => number !== null && number.trim() !== '');
    return [...new Set(known.map((number) => this.sealer.blindIndex('person', number!)))];
  }

  private numbersIn(procedureCode: string, declaration: JsonObject, now: string): string[] {
    const day = localDay(now);
    // A procedure that is not open is refused elsewhere, in better words.
    const version = this.catalogue.versionsOn(day).find(({ code }) => code === procedureCode);
    if (version === undefined) return [];
    const fields = this.declarations.fields(version.id).filter(({ personal }) => personal === 'identifier');
    return fields.flatMap(({ pointer }) => valuesAt(declaration, pointer.split('/').slice(1))).filter(isText);
  }
}

function valuesAt(value: JsonValue | undefined, path: readonly string[]): (JsonValue | undefined)[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return first === '*' ? value.flatMap((item: JsonValue) => valuesAt(item, rest)) : [];
  return Object.hasOwn(value, first) ? valuesAt((value as JsonObject)[first], rest) : [];
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string';
}
