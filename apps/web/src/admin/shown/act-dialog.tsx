import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { defineTexts } from '../../app/texts.ts';
import { Dialog } from '../../shown/dialog.tsx';

const useTexts = defineTexts('admin-act-dialog', { close: 'Đóng' }, { close: 'Close' });

/** Something that is done after a word of why: a form over the page, closed by its own answer. */
export function ActDialog({
  title,
  doIt,
  act,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  /** The words of the button that does it. */
  doIt: string;
  act: { readonly isPending: boolean; readonly error: unknown };
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTexts();
  return (
    <Dialog title={title} close={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <ProblemAlert error={act.error} />
        <div className="admin-buttons">
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {doIt}
          </Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
