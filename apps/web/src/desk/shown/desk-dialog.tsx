import { Button, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../../shown/dialog.tsx';
import '../../citizen/shown/citizen.css';

interface DialogProps {
  readonly title: string;
  readonly closeText: string;
  readonly close: () => void;
  /** What the dialog is there to do; absent where there is only something to look at. */
  readonly act?: { readonly text: string; readonly busy: boolean; readonly ready: boolean; readonly run: () => void };
  readonly children: ReactNode;
}

/** A dialog with its buttons. Lists open inside it: what stands outside of an open dialog cannot be reached. */
export function DeskDialog({ title, closeText, close, act, children }: DialogProps) {
  return (
    <Dialog title={title} close={close}>
      <ConfigProvider getPopupContainer={(node) => node?.closest('dialog') ?? document.body}>
        {children}
        <div className="dialog-buttons">
          {act !== undefined && (
            <Button type="primary" disabled={!act.ready} loading={act.busy} onClick={act.run}>
              {act.text}
            </Button>
          )}
          <Button onClick={close}>{closeText}</Button>
        </div>
      </ConfigProvider>
    </Dialog>
  );
}
