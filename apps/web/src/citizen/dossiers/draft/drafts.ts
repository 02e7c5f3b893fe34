import { useQuery } from '@tanstack/react-query';
import { bodyOf, intake } from '../../../api/client.ts';
import type { components } from '../../../api/intake.d.ts';
import type { JsonRecord } from '../../declaration/schema.ts';

export type DraftFile = components['schemas']['DraftFileDto'];
export type DraftLine = components['schemas']['DraftLine'];
export type ReturnMethod = 'counter' | 'post' | 'online';

/** What somebody has filled in so far. */
export interface DraftContent {
  readonly declaration: JsonRecord;
  readonly receivingUnit?: string;
  readonly returnMethod?: ReturnMethod;
  readonly files: readonly DraftFile[];
  readonly step?: string;
}

export interface OpenDraft extends DraftLine {
  readonly dossierId: string | null;
  readonly content: DraftContent | null;
}

export function useDrafts(enabled = true) {
  return useQuery({ queryKey: ['drafts'], queryFn: () => bodyOf(intake.GET('/api/intake/v1/drafts')), enabled });
}

export async function fetchDraft(draftId: string): Promise<OpenDraft> {
  const call = intake.GET('/api/intake/v1/drafts/{draftId}', { params: { path: { draftId } } });
  return (await bodyOf(call)) as unknown as OpenDraft;
}

export async function saveDraft(
  draftId: string,
  draft: { readonly procedureCode: string; readonly version: number; readonly content: DraftContent },
): Promise<DraftLine> {
  const params = { path: { draftId } };
  return bodyOf(intake.PUT('/api/intake/v1/drafts/{draftId}', { params, body: draft as never }));
}

export async function deleteDraft(draftId: string): Promise<void> {
  await intake.DELETE('/api/intake/v1/drafts/{draftId}', { params: { path: { draftId } } });
}
