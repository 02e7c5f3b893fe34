/** One forward-only step of a schema. Once applied anywhere, its text never changes: the runner compares it. */
export interface Migration {
  /** Unique and stable, `<schema>-<number>-<what>`, e.g. `store-001-events`. Applied in the order of the list. */
  readonly id: string;
  /** One or more statements; the runner wraps them in one transaction. */
  readonly sql: string;
}
