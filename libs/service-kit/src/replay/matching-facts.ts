import type { ReplayFilter } from '@motcua/domain';
import type { RecordedEvent } from '@motcua/event-store';

/**
 * Whether facts of dossiers match a filter, asked in the order of the log and from its beginning: which unit and procedure a
 * dossier belongs to stands in its first facts.
 */
export class MatchingFacts {
  private readonly dossiers = new Map<string, boolean>();
  private readonly wanted: ReadonlySet<string> | undefined;

  constructor(private readonly filter: ReplayFilter) {
    this.wanted = filter.dossierIds && new Set(filter.dossierIds);
  }

  has(event: RecordedEvent): boolean {
    return this.isOfDossier(event) && this.isOfKind(event) && this.isOfTime(event);
  }

  private isOfDossier(event: RecordedEvent): boolean {
    const dossierId = String(event.data['dossierId']);
    if (this.wanted !== undefined && !this.wanted.has(dossierId)) return false;
    const { unitCodes, procedureCodes } = this.filter;
    if (unitCodes === undefined && procedureCodes === undefined) return true;
    // a reservation knows less than the submission behind it
    if (!this.dossiers.has(dossierId) || event.data['receivingUnit'] !== undefined)
      this.dossiers.set(dossierId, this.belongs(event));
    return this.dossiers.get(dossierId)!;
  }

  private belongs({ data }: RecordedEvent): boolean {
    const unit = data['receivingUnit'] ?? data['unitCode'];
    const procedure = data['procedureCode'] ?? procedureOf(data['procedureVersionId']);
    return isAmong(this.filter.unitCodes, unit) && isAmong(this.filter.procedureCodes, procedure);
  }

  private isOfKind({ type }: RecordedEvent): boolean {
    return isAmong(this.filter.types, type);
  }

  private isOfTime({ meta: { recordedAt } }: RecordedEvent): boolean {
    const { since, until } = this.filter;
    return (since === undefined || recordedAt >= since) && (until === undefined || recordedAt < until);
  }
}

function isAmong(allowed: readonly string[] | undefined, value: unknown): boolean {
  return allowed === undefined || (typeof value === 'string' && allowed.includes(value));
}

/** `2.000488@2020-1` is an edition of `2.000488`. */
function procedureOf(versionId: unknown): string | undefined {
  return typeof versionId === 'string' ? versionId.split('@')[0] : undefined;
}
