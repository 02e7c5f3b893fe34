import { type ReactNode, useState } from 'react';

/** Something that is shown when asked for; what is folded away is not on the page at all. */
export function Fold({
  summary,
  label,
  begun = false,
  boxed = true,
  children,
}: {
  summary: ReactNode;
  /** For those who hear it, where the summary alone says too little. */
  label?: string;
  /** Whether it is open at first. */
  begun?: boolean;
  boxed?: boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(begun);
  return (
    <details
      className={boxed ? 'admin-details' : undefined}
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary aria-label={label}>{summary}</summary>
      {open && children}
    </details>
  );
}
