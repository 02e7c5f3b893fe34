import type { ReactNode } from 'react';

export interface Column<Row> {
  /** Stands above the column, and on a phone beside each value. */
  readonly title: string;
  readonly of: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly figure?: boolean;
}

/**
 * A table that is a list of cards on a phone. The first column names the row.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What is said when there is no row. */
  empty: string;
}) {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className="data-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, figure }) => (
            <th key={title} scope="col" className={figure === true ? 'figure' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column, index) => (
              <Cell key={column.title} column={column} row={row} first={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row, first }: { column: Column<Row>; row: Row; first: boolean }) {
  const label = (
    <span className="cell-label" aria-hidden="true">
      {column.title}
    </span>
  );
  const className = column.figure === true ? 'figure' : undefined;
  return first ? (
    <th scope="row" className={className}>
      {label}
      <span>{column.of(row)}</span>
    </th>
  ) : (
    <td className={className}>
      {label}
      <span>{column.of(row)}</span>
    </td>
  );
}
