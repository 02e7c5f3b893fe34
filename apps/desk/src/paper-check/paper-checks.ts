import { type PaperMark, verifyMark } from '@motcua/contracts/papers';
import { Catalogue, type DossierEvent, Rejected } from '@motcua/domain';
import { EventStore } from '@motcua/event-store';
import { PaperKeys, factOf } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { issuedPapers } from '../official-forms/issued/issued-papers.js';
import { markOf } from '../official-forms/official-forms.js';
import { DeskViews } from '../views/desk-views.js';
import type { CheckedPaper, PaperCheck } from './paper-check.dto.js';

type Standing = Pick<PaperCheck, 'standing' | 'currentIssuedAt'>;

const UNSAID: Standing = { standing: null, currentIssuedAt: null };

/** Says of a paper whether we signed it, and whether it still is the last of its form. Opens no personal data. */
@Injectable()
export class PaperChecks {
  constructor(
    private readonly keys: PaperKeys,
    private readonly store: EventStore,
    private readonly views: DeskViews,
    private readonly catalogue: Catalogue,
  ) {}

  async check(text: string): Promise<PaperCheck> {
    const found = await verifyMark(text, await this.keys.published());
    if (found.verdict === 'unreadable') return { verdict: 'unreadable', paper: null, ...UNSAID };
    const { verdict, mark } = found;
    // Of a paper that is not ours nothing more is said: it would tell which codes exist.
    const standing = verdict === 'valid' ? await this.standing(mark) : UNSAID;
    return { verdict, paper: this.shown(mark), ...standing };
  }

  private async standing({ form, dossierCode, digest }: PaperMark): Promise<Standing> {
    const papers = issuedPapers(await this.factsOf(dossierCode), this.catalogue).filter((one) => one.form === form);
    const marks = await Promise.all(papers.map((paper) => markOf(paper, dossierCode)));
    const place = marks.findLastIndex((mark) => mark.digest === digest);
    if (place === -1) return { standing: 'notIssued', currentIssuedAt: null };
    if (place === marks.length - 1) return { standing: 'current', currentIssuedAt: null };
    return { standing: 'superseded', currentIssuedAt: marks.at(-1)!.issuedAt };
  }

  private async factsOf(dossierCode: string): Promise<DossierEvent[]> {
    const { rows } = await sql<{ dossier_id: string }>`
      SELECT dossier_id FROM desk.dossiers WHERE code = ${dossierCode} LIMIT 1`.execute(this.views.tables);
    const [row] = rows;
    if (row === undefined) return [];
    return (await this.store.read(`dossier-${row.dossier_id}`)).map((event) => factOf<DossierEvent>(event));
  }

  private shown({ form, dossierCode, issuedAt, unitCode }: PaperMark): CheckedPaper {
    return { form, dossierCode, issuedAt, unitCode, unitName: this.nameOf(unitCode) };
  }

  private nameOf(unitCode: string): string | null {
    try {
      return this.catalogue.unit(unitCode).name;
    } catch (error) {
      if (error instanceof Rejected) return null;
      throw error;
    }
  }
}
