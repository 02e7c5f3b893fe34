import type { ReactNode } from 'react';

/** A control with its label, and what helps to fill it in. */
export function Field({
  label,
  help,
  wide,
  children,
}: {
  label: string;
  help?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <label className={wide === true ? 'field wide' : 'field'}>
      <span>{label}</span>
      {children}
      {help !== undefined && <small>{help}</small>}
    </label>
  );
}
