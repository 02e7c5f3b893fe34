import type { CalendarYear, CatalogueData, ProcedureVersion, RoutingRow, TimeLimit, Unit } from '@motcua/domain';
import { createCatalogue, type Catalogue } from '@motcua/domain';

const days = (amount: number): TimeLimit => ({ unit: 'workingDay', amount });
const hours = (amount: number): TimeLimit => ({ unit: 'workingHour', amount });

/** The small province H99 of the specs: a department (H99.14), two communes (H99.31, H99.32), five procedures. */
export function catalogueData(changes: Partial<ProcedureVersion> = {}): CatalogueData {
  return {
    versions: [
      procedureVersion({ id: '2.000488@2020-1', code: '2.000488', receivingUnits: ['H99.14'], ...changes }),
      procedureVersion({
        id: '1.004873@2020-1',
        code: '1.004873',
        receivingUnits: ['H99.3*'],
        boundaryFree: 'province',
        supplementClock: 'pause',
      }),
      procedureVersion({ id: '3.000333@2026-1', code: '3.000333', ruleSet: '2026', route: 'ministryCentral' }),
      procedureVersion({ id: '3.000722@2026-1', code: '3.000722', ruleSet: '2026', route: 'linked' }),
    ],
    units: [unit('H99.14', 'Sở Tư pháp', 'department'), unit('H99.31', 'UBND xã Một'), unit('H99.32', 'UBND xã Hai')],
    calendars: [year(2025), year(2026, ['2026-04-30', '2026-11-24']), year(2027)],
    overlays: [],
    routing: [
      routingRow('2.000488', 'lltp.g1', null),
      routingRow('1.004873', 'civil.g1', 'HN'),
      routingRow('3.000722', 'none', null),
      routingRow('3.000333', 'none', null),
    ],
  };
}

/** A real catalogue over that data; `changes` go to the version of 2.000488. */
export function testCatalogue(changes: Partial<ProcedureVersion> = {}): Catalogue {
  return createCatalogue(catalogueData(changes));
}

/** Three working days; supplements once at intake and once in appraisal; the fee is 200,000 đ before acceptance. */
export function procedureVersion(changes: Partial<ProcedureVersion> = {}): ProcedureVersion {
  return {
    id: '2.000488@2020-1',
    code: '2.000488',
    name: { vi: 'Thủ tục mẫu', en: 'Sample procedure' },
    field: { code: 'G15-TP01', name: 'Tư pháp' },
    ruleSet: '2020',
    validFrom: '2018-06-21',
    validTo: null,
    source: 'spec',
    verified: true,
    route: 'provincial',
    channels: ['counter', 'post', 'nationalPortal', 'provincialPortal', 'vneid', 'linkedPortal', 'kiosk'],
    boundaryFree: 'none',
    receivingUnits: ['H99.*'],
    resolvingUnit: { kind: 'receiving' },
    declarationSchema: 'schemas/sample.schema.json',
    cases: [
      { code: 'standard', name: { vi: 'Thông thường', en: 'Standard' }, resolution: days(3) },
      { code: 'complex', name: { vi: 'Phức tạp', en: 'Complex' }, resolution: days(8) },
    ],
    limits: {
      intakeAnswer: { online: hours(8) },
      supplement: days(7),
      appraisalSupplementWindow: days(3),
    },
    supplementClock: 'restart',
    supplementsAllowed: { intake: 1, appraisal: 1 },
    switches: {
      withdrawAfterSigning: false,
      reopenStopped: true,
      signedResultRequired: true,
      paymentStopsClock: false,
    },
    fees: [],
    components: [
      {
        code: 'id-copy',
        name: { vi: 'Bản sao giấy tờ tùy thân', en: 'ID copy' },
        required: [{ all: [{ pointer: '/uyQuyen', in: ['1'] }] }],
        source: 'upload',
        copies: { originals: 0, certified: 1, photocopies: 0 },
        basis: 'spec',
        verified: true,
      },
    ],
    result: { code: 'KQ.G15.000001', name: { vi: 'Kết quả mẫu', en: 'Sample result' } },
    erasure: 'restrict',
    ...changes,
  };
}

function unit(code: string, name: string, kind: Unit['kind'] = 'commune'): Unit {
  return {
    code,
    name,
    kind,
    parent: null,
    receives: true,
    resolves: true,
    aliases: [],
    validFrom: '2018-01-01',
    validTo: null,
    successors: [],
    shifts: [
      { open: '07:00', close: '11:30' },
      { open: '13:30', close: '17:00' },
    ],
    codePolicy: { spelling: 'qcvn102', firstOrdinal: 1, minWidth: 4, overflow: 'grow' },
    externalCodes: {},
  };
}

function routingRow(procedure: string, system: string, module: string | null): RoutingRow {
  return {
    kind: 'professional',
    procedure,
    unit: 'H99.*',
    validFrom: '2018-06-21',
    validTo: null,
    system,
    module,
    profile: `${system}@1`,
  };
}

function year(number: number, daysOff: readonly string[] = []): CalendarYear {
  return {
    year: number,
    version: `${number}-1`,
    status: 'confirmed',
    weekend: ['sat', 'sun'],
    off: Object.fromEntries(daysOff.map((day) => [day, 'Nghỉ lễ'])),
    work: {},
    source: 'spec',
  };
}
