import 'reflect-metadata';

/** `text` as it is; `integer` decimal; `flag` true/false; `list` comma separated. */
export type EnvKind = 'text' | 'integer' | 'flag' | 'list';

export interface EnvOptions {
  /** Default `text`. */
  readonly kind?: EnvKind;
  /** May come from the file named by `<NAME>_FILE`; well-known default values and short ones are refused. */
  readonly secret?: boolean;
}

export interface EnvField extends EnvOptions {
  readonly property: string;
  readonly name: string;
}

const FIELDS = 'motcua:env';

/**
 * Binds a property of a config class to an environment variable. The property's initial value is the default; class-validator
 * decorators beside it say what is valid. Configuration is read nowhere else.
 *
 * @param name `MOTCUA_<APP>_<WHAT>`
 */
export function Env(name: `MOTCUA_${string}`, options: EnvOptions = {}): PropertyDecorator {
  return (prototype, property) => {
    const fields = Reflect.getMetadata(FIELDS, prototype) as EnvField[] | undefined;
    const field = { ...options, name, property: String(property) };
    Reflect.defineMetadata(FIELDS, [...(fields ?? []), field], prototype);
  };
}

/** The variables a config class reads, those of its base classes included. */
export function envFieldsOf(configClass: abstract new () => object): readonly EnvField[] {
  return (Reflect.getMetadata(FIELDS, configClass.prototype as object) as EnvField[] | undefined) ?? [];
}
