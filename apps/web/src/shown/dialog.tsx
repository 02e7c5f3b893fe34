import { type ReactNode, useEffect, useId, useRef } from 'react';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

/**
 * Something that is settled before the page goes on; mount it to open it. The browser's own dialog: it keeps the focus inside,
 * closes by Escape, and gives the focus back. (The component library's one writes a style element that our security policy refuses.)
 */
export function Dialog({ title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onCancel={close}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
