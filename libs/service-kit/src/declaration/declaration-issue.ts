/** One thing wrong in a citizen's declaration, told so that the citizen can mend it. */
export interface DeclarationIssue {
  /** JSON pointer into the declaration, e.g. `/nksNoiSinh/maTinh`; of the missing field itself when one is missing. */
  readonly pointer: string;
  readonly code: DeclarationIssueCode;
  /** One Vietnamese sentence; names the field by its title and never repeats what was typed. */
  readonly message: string;
}

export type DeclarationIssueCode =
  | 'missing'
  | 'unknown-field'
  | 'wrong-type'
  | 'too-short'
  | 'too-long'
  | 'too-many'
  | 'wrong-format'
  | 'not-in-list'
  | 'out-of-range'
  | 'not-allowed'
  | 'in-the-future'
  | 'too-late'
  | 'out-of-order'
  | 'unreadable';
