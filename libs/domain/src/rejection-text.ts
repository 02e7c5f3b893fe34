/**
 * What a rejection tells people, and how HTTP calls it: 404 not there, 409 not in this state, 410 erased, 422 not with this
 * content.
 */
export interface RejectionText {
  readonly status: 404 | 409 | 410 | 422;
  readonly vi: string;
  readonly en: string;
}
