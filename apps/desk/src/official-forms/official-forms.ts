import { type MarkedForm, type PaperMark, markDigest } from '@motcua/contracts/papers';
import { Catalogue, type DossierEvent } from '@motcua/domain';
import { type OpenedEvent, PaperKeys, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { DeskConfig } from '../desk.config.js';
import { templateOf } from './form-sets.js';
import { type IssuedPaper, issuedPapers } from './issued/issued-papers.js';
import { type PaperView, peopleOf } from './paper-view.js';
import { printPdf } from './print/pdf-printer.js';
import { framed } from './tt01-2018/frame.js';

/** The five official forms that belong to one dossier, as PDF. @law TT 01/2018/TT-VPCP art. 9, 10 */
@Injectable()
export class OfficialForms {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly keys: PaperKeys,
    private readonly config: DeskConfig,
  ) {}

  /**
   * Prints the last paper of a form.
   *
   * @param events all facts of the dossier, opened for whoever asks; the caller has decided that he may see them
   * @throws {Problem} 409 `paper.not-issued` nothing has happened that the form states, `paper.code-pending`, `paper.no-form`
   */
  async print(events: readonly OpenedEvent[], form: MarkedForm): Promise<Buffer> {
    const papers = issuedPapers(events, this.catalogue);
    const paper = papers.findLast((one) => one.form === form) ?? refuseAbsent();
    const dossierCode = codeOf(events) ?? refusePending();
    const template = templateOf(paper.dossier.ruleSet, form) ?? refuseUnprintable();
    const view = await this.view(paper, dossierCode, events);
    return printPdf(framed(template, view), `${template.title} ${dossierCode}`, paper.issuedAt);
  }

  private async view(paper: IssuedPaper, dossierCode: string, events: readonly OpenedEvent[]): Promise<PaperView> {
    const mark = await markOf(paper, dossierCode);
    const site = this.config.pagesUrl ?? '';
    return {
      paper,
      dossierCode,
      address: `${site}/verify#${await this.keys.sign(mark)}`,
      events: events.slice(0, paper.version),
      people: peopleOf(events),
      procedure: this.catalogue.version(paper.dossier.procedureVersionId),
      catalogue: this.catalogue,
      trackingSite: site === '' ? null : `${site}/tracking`,
    };
  }
}

/** What a paper's QR code says of it. */
export async function markOf(paper: IssuedPaper, dossierCode: string): Promise<PaperMark> {
  const { form, issuedAt, unitCode, keyFields } = paper;
  return { form, dossierCode, issuedAt, unitCode, digest: await markDigest([dossierCode, ...keyFields]) };
}

/** The dossier's only code, whenever it came. */
export function codeOf(facts: readonly DossierEvent[]): string | undefined {
  const assigned = facts.find((fact) => fact.type === 'DossierCodeAssigned');
  return assigned?.type === 'DossierCodeAssigned' ? assigned.data.dossierCode : undefined;
}

function refuseAbsent(): never {
  throw new Problem(409, 'paper.not-issued', 'Hồ sơ chưa đến bước có giấy tờ này.');
}

function refusePending(): never {
  const extras = { retryable: true, retryAfterSeconds: 2 };
  throw new Problem(409, 'paper.code-pending', 'Hồ sơ chưa có mã số; hãy thử lại sau ít giây.', extras);
}

function refuseUnprintable(): never {
  throw new Problem(409, 'paper.no-form', 'Chưa có mẫu giấy tờ cho bộ quy định của hồ sơ này.');
}
