import { CatalogueContents, Roles } from '@motcua/service-kit';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type CalendarChange,
  type CalendarEdition,
  CatalogueOverview,
  type CodeListEdition,
  type DayOff,
  type ProcedureEdition,
} from './catalogue-overview.dto.js';

/** The catalogue is the same for every unit, and public law: administrators of any unit see it, and auditors. */
@ApiTags('administration')
@Controller('api/desk/v1/catalogue-overview')
@Roles('administrator', 'auditor')
export class CatalogueOverviewController {
  constructor(private readonly contents: CatalogueContents) {}

  @Get()
  @ApiOperation({ summary: 'Editions of procedures, calendars and code lists, and what is unverified in them' })
  @ApiOkResponse({ type: CatalogueOverview })
  overview(): CatalogueOverview {
    const { about, data } = this.contents;
    const { id, title, notice, source, verified, approvedBy } = about;
    return {
      about: { id, title, notice, source, verified, approvedBy },
      procedures: this.procedures(),
      calendars: data.calendars.map(calendarOf).toSorted((one, other) => other.year - one.year),
      calendarChanges: data.overlays.map(changeOf),
      codeLists: this.codeLists(),
    };
  }

  private procedures(): ProcedureEdition[] {
    return this.contents.data.versions
      .map(({ id, code, name, validFrom, validTo, source, verified }) => {
        const { law, unverified } = this.contents.notes.get(id) ?? { law: [], unverified: [] };
        return { id, code, name, validFrom, validTo, source, verified, law, unverified };
      })
      .toSorted((one, other) => one.id.localeCompare(other.id));
  }

  private codeLists(): CodeListEdition[] {
    return [...this.contents.codeLists.values()]
      .map(({ id, name, source, verified, entries }) => ({ id, name, source, verified, entries: entries.length }))
      .toSorted((one, other) => one.id.localeCompare(other.id));
  }
}

type Data = CatalogueContents['data'];

function calendarOf({ year, version, status, off, work, source }: Data['calendars'][number]): CalendarEdition {
  return { year, version, status, off: daysOf(off), work: daysOf(work), source };
}

function changeOf(overlay: Data['overlays'][number]): CalendarChange {
  const { id, kind, enabled, units, off, work, source, verified } = overlay;
  return { id, kind, enabled, units, off: daysOf(off), work: daysOf(work), source, verified };
}

function daysOf(reasons: Readonly<Record<string, string>>): DayOff[] {
  return Object.entries(reasons)
    .map(([day, reason]) => ({ day, reason }))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}
