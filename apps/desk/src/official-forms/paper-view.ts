import type { Catalogue, Person, ProcedureVersion } from '@motcua/domain';
import type { OpenedEvent } from '@motcua/service-kit';
import type { Content } from 'pdfmake/interfaces.js';
import type { IssuedPaper } from './issued/issued-papers.js';

/** Everything a form may print of one paper. */
export interface PaperView {
  readonly paper: IssuedPaper;
  readonly dossierCode: string;
  /** What the QR code leads to. */
  readonly address: string;
  /** The dossier's facts up to the paper's own, with what may be read of their personal parts. */
  readonly events: readonly OpenedEvent[];
  readonly people: People;
  readonly procedure: ProcedureVersion;
  readonly catalogue: Catalogue;
  /** Where the dossier can be tracked; null when the installation has no public address. */
  readonly trackingSite: string | null;
}

/** Of the submission; all null after erasure. */
export interface People {
  readonly applicant: PrintedPerson;
  readonly submitter: PrintedPerson;
  readonly matter: string | null;
}

export type PrintedPerson = { readonly [Key in keyof Person]: string | null };

/** How one form looks; what it says comes from the view. */
export interface FormTemplate {
  readonly title: string;
  /** Whose paper it is: the one-stop desk's or the agency's itself. */
  readonly issuer: 'desk' | 'agency';
  /** Number and symbol under the unit's name. */
  readonly number: (view: PaperView) => string;
  readonly body: (view: PaperView) => Content[];
  /** Who signs, from left to right. */
  readonly signers: readonly Signer[];
}

export interface Signer {
  readonly title: string;
  readonly how: string;
}

/** The personal part of the fact that the paper stands on. */
export function personalOf<T>({ events, paper }: PaperView): Partial<T> {
  return (events[paper.version - 1]?.personal ?? {}) as Partial<T>;
}

const NOBODY: PrintedPerson = {
  fullName: null,
  personalId: null,
  birthDate: null,
  address: null,
  phone: null,
  email: null,
};

export function peopleOf(events: readonly OpenedEvent[]): People {
  const submission = events.find((event) => event.type === 'DossierSubmitted');
  const personal = submission?.type === 'DossierSubmitted' ? submission.personal : undefined;
  const { applicant = NOBODY, submitter = NOBODY, matter = null }: Partial<People> = personal ?? {};
  return { applicant, submitter, matter };
}
