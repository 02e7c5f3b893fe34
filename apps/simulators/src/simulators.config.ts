import { plainToInstance, Transform } from 'class-transformer';
import { IsInt, IsISO8601, IsNumber, IsOptional, IsString, Max, Min, validateSync } from 'class-validator';

const numeric = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && value !== '' ? Number(value) : value,
);

/** Settings of the simulators; each is read from `MOTCUA_SIMULATORS_<NAME>`. */
export class SimulatorsConfig {
  /** address to listen at; another than loopback only in a network of one's own: whoever reaches it may do everything */
  @IsString()
  host = '127.0.0.1';

  /** TCP port; 0 takes a free one */
  @numeric
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 8090;

  @numeric
  @IsInt()
  seed = 42;

  /** file that keeps what was accepted over a restart */
  @IsOptional()
  @IsString()
  file?: string;

  /** ISO instant at which the virtual clock starts; real time when absent */
  @IsOptional()
  @IsISO8601({ strict: true })
  now?: string;

  /** pace of the virtual clock; 1 runs with real time */
  @numeric
  @IsNumber()
  @Min(0)
  rate = 1;
}

const NAMES = ['host', 'port', 'seed', 'file', 'now', 'rate'] as const;

/** @throws {Error} that lists every faulty setting by name, never by value */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): SimulatorsConfig {
  const given = NAMES.map((name) => [name, environment[nameOf(name)]] as const);
  const set = Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
  const config = plainToInstance(SimulatorsConfig, set, { exposeDefaultValues: true });
  const faults = validateSync(config).map(
    ({ property, constraints }) => `${nameOf(property)}: ${Object.keys(constraints ?? {}).join(', ')}`,
  );
  if (faults.length > 0) throw new Error(`configuration refused:\n${faults.join('\n')}`);
  return config;
}

function nameOf(property: string): string {
  return `MOTCUA_SIMULATORS_${property.toUpperCase()}`;
}
