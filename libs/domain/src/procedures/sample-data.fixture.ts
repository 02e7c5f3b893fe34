import type { TimeLimit } from '../calendar/due-date.js';
import { calendars, shifts, swap } from '../calendar/sample-years.fixture.js';
import type { RoutingRow } from './catalogue.js';
import type { CatalogueData } from './catalogue-data.js';
import type { Component, Fee, ProcedureVersion } from './procedure.js';
import type { Unit } from './unit.js';

/** A small province H99 with one procedure, for specs. Each function takes what the spec wants different. */
export function sampleUnit(more: Partial<Unit> = {}): Unit {
  return {
    code: 'H99.14',
    name: 'Sở Tư pháp tỉnh Mẫu',
    kind: 'department',
    parent: null,
    receives: true,
    resolves: true,
    aliases: [],
    validFrom: '2016-01-01',
    validTo: null,
    successors: [],
    shifts,
    codePolicy: { spelling: 'qd20', firstOrdinal: 1, minWidth: 4, overflow: 'grow' },
    externalCodes: {},
    ...more,
  };
}

export function sampleComponent(code: string, more: Partial<Component> = {}): Component {
  return {
    code,
    name: { vi: code, en: code },
    required: 'always',
    source: 'upload',
    copies: { originals: 1, certified: 0, photocopies: 0 },
    basis: 'spec',
    verified: true,
    ...more,
  };
}

export function sampleFee(code: string, amount: number, more: Partial<Fee> = {}): Fee {
  return { code, name: { vi: code, en: code }, amount, collect: 'before', basis: 'spec', verified: true, ...more };
}

const threeDays: TimeLimit = { unit: 'workingDay', amount: 3 };
const eightHours: TimeLimit = { unit: 'workingHour', amount: 8 };

export function sampleVersion(more: Partial<ProcedureVersion> = {}): ProcedureVersion {
  return {
    id: '2.000488@2020-1',
    code: '2.000488',
    name: { vi: 'Cấp Phiếu lý lịch tư pháp', en: 'Criminal record certificate' },
    field: { code: 'G15-LT01', name: 'Lý lịch tư pháp' },
    ruleSet: '2020',
    validFrom: '2018-06-21',
    validTo: null,
    source: 'spec',
    verified: true,
    route: 'provincial',
    channels: ['counter', 'post', 'provincialPortal'],
    boundaryFree: 'none',
    receivingUnits: ['H99.14'],
    resolvingUnit: { kind: 'receiving' },
    declarationSchema: 'schemas/criminal-record.schema.json',
    cases: [{ code: 'standard', name: { vi: 'Thông thường', en: 'Standard' }, resolution: threeDays }],
    limits: {
      intakeAnswer: { online: eightHours },
      supplement: threeDays,
      appraisalSupplementWindow: threeDays,
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
    components: [],
    result: { code: 'KQ.G15.000001', name: { vi: 'Phiếu LLTP', en: 'Certificate' } },
    erasure: 'restrict',
    ...more,
  };
}

export function sampleRow(more: Partial<RoutingRow> = {}): RoutingRow {
  return {
    kind: 'professional',
    procedure: '2.000488',
    unit: 'H99.*',
    validFrom: '2018-02-05',
    validTo: null,
    system: 'lltp.g1',
    module: null,
    profile: 'lltp-ngsp@1',
    ...more,
  };
}

export function sampleData(more: Partial<CatalogueData> = {}): CatalogueData {
  return {
    versions: [sampleVersion()],
    units: [sampleUnit()],
    calendars,
    overlays: [swap],
    routing: [sampleRow()],
    ...more,
  };
}
