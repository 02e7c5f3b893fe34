import { useEffect, useState } from 'react';
import { type DraftContent, type OpenDraft, fetchDraft, saveDraft } from './drafts.ts';
import { Saver, type Saving } from './saver.ts';

/** A saver for as long as the draft is on the screen; what is not saved yet is saved before the page goes. */
export function useSaver(draft: OpenDraft, content: DraftContent): { saver: Saver; saving: Saving } {
  const [saving, setSaving] = useState<Saving>({ state: 'saved', at: draft.savedAt });
  const [saver] = useState(() => {
    const { draftId, procedureCode } = draft;
    const store = {
      save: (version: number, words: DraftContent) => saveDraft(draftId, { procedureCode, version, content: words }),
      fetch: () => fetchDraft(draftId),
    };
    return new Saver(store, { version: draft.version, content }, setSaving);
  });
  useEffect(() => {
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') void saver.flush();
    };
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      void saver.flush();
    };
  }, [saver]);
  return { saver, saving };
}
