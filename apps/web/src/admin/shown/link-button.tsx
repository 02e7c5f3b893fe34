import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useHref, useLinkClickHandler } from 'react-router';

/** A way to another page that looks like a button. */
export function LinkButton({ to, primary = false, children }: { to: string; primary?: boolean; children: ReactNode }) {
  const go = useLinkClickHandler<HTMLElement>(to);
  return (
    <Button
      href={useHref(to)}
      type={primary ? 'primary' : 'default'}
      onClick={(event) => go(event as React.MouseEvent<HTMLAnchorElement>)}
    >
      {children}
    </Button>
  );
}
