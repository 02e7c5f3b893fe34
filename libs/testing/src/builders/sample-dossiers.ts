import type { JsonObject, JsonValue, Person } from '@motcua/domain';
import { sampleStories, type SampleDossier } from './sample-stories.js';

const SURNAMES = [
  'NGUYỄN',
  'TRẦN',
  'LÊ',
  'PHẠM',
  'HOÀNG',
  'VŨ',
  'ĐẶNG',
  'BÙI',
  'ĐỖ',
  'HỒ',
  'NGÔ',
  'DƯƠNG',
  'LÝ',
  'ĐINH',
];
const GIVEN = [
  'AN',
  'BÌNH',
  'CƯỜNG',
  'DUNG',
  'ĐÔNG',
  'GIANG',
  'HẠNH',
  'HƯỜNG',
  'KHÁNH',
  'LỘC',
  'MINH',
  'NGUYỆT',
  'OANH',
];
const TEMPLATES = new Set(['straightforward', 'linkedLegs', 'paid']);
const COMMUNES = 12;
/** One phone in so many sends its texts in NFD. */
const NFD_EVERY = 25;

/**
 * Valid dossiers without end for load tests: the straightforward stories with other people in them. The same seed gives the same
 * dossiers; personal numbers repeat only after a million. All names are marked as samples (MẪU), numbers begin with 099 and 0900.
 */
export function* sampleDossiers(seed: number): Generator<SampleDossier, never> {
  const templates = sampleStories().filter(({ story }) => TEMPLATES.has(story));
  const random = mulberry32(seed);
  for (let index = 0; ; index += 1) {
    const template = templates[Math.floor(random() * templates.length)]!;
    yield new Recast(template, random, (seed * 7919 + index * 31) % 1_000_000).dossier();
  }
}

/** One template with every person, number, address and commune replaced, the same one always by the same. */
class Recast {
  private readonly replaced = new Map<string, string>();
  private readonly isNfd: boolean;

  constructor(
    private readonly template: SampleDossier,
    private readonly random: () => number,
    private readonly serial: number,
  ) {
    this.isNfd = serial % NFD_EVERY === 0;
  }

  dossier(): SampleDossier {
    const { template } = this;
    return {
      procedure: template.procedure,
      procedureCase: template.procedureCase,
      channel: template.channel,
      returnMethod: template.returnMethod,
      unit: this.text('unit', template.unit),
      techId: template.techId === null ? null : `t-${this.serial}`,
      applicant: this.value('', template.applicant as unknown as JsonObject) as unknown as Person,
      submitter: this.value('', template.submitter as unknown as JsonObject) as unknown as Person,
      declaration: this.value('', template.declaration) as JsonObject,
      components: template.components,
    };
  }

  private value(key: string, value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.text(key, value);
    if (Array.isArray(value)) return value.map((item: JsonValue) => this.value(key, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.value(name, item as JsonValue)]));
  }

  private text(key: string, value: string): string {
    const kind = KINDS.find(([shape, keys]) => keys.test(key) && shape.test(value));
    if (kind === undefined) return value;
    const known = this.replaced.get(value.normalize('NFC'));
    const text = known ?? kind[2](value, this);
    this.replaced.set(value.normalize('NFC'), text);
    return this.isNfd && kind[0] === NAME ? text.normalize('NFD') : text;
  }

  name(original: string): string {
    const middle = original.split(' ').find((word) => word === 'VĂN' || word === 'THỊ');
    return [pick(SURNAMES, this.random), middle, 'MẪU', pick(GIVEN, this.random), pick(GIVEN, this.random)]
      .filter((word) => word !== undefined)
      .join(' ');
  }

  /** Six digits: the dossier's own number first, so that applicants differ; others in the dossier follow it. */
  digits(): string {
    const used = this.replaced.size * 101;
    return String((this.serial + used) % 1_000_000).padStart(6, '0');
  }

  commune(original: string): string {
    const shift = 1 + (this.serial % (COMMUNES - 1));
    const place = (Number(original.slice(-2)) - (original.startsWith('H99.') ? 30 : 1) + shift) % COMMUNES;
    return original.startsWith('H99.') ? `H99.${30 + place}` : String(99_001 + place);
  }
}

type Kind = readonly [shape: RegExp, keys: RegExp, recast: (value: string, cast: Recast) => string];

const NAME = /MẪU/;

const KINDS: readonly Kind[] = [
  [NAME, /HoTen|^HoTen$|^fullName$/, (value, cast) => cast.name(value.normalize('NFC'))],
  [/^099\d{9}$/, /./, (value, cast) => value.slice(0, 6) + cast.digits()],
  [/^0900\d{6}$/, /./, (_, cast) => `0900${cast.digits()}`],
  [/@example\.vn$/, /./, (_, cast) => `mau${cast.digits()}@example.vn`],
  [/^GCS\d{6}$/, /./, (_, cast) => `GCS${cast.digits()}`],
  [/^99\d{3}$/, /^(?:maXa|maPhuongXa)$/, (value, cast) => cast.commune(value)],
  [/^H99\.(?:3\d|4[01])$/, /^unit$/, (value, cast) => cast.commune(value)],
];

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A small seeded generator; good enough to spread samples, and the same everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
