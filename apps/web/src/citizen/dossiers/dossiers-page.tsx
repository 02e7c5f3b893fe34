import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import { bodyOf, intake } from '../../api/client.ts';
import { DemandRole } from '../../app/demand-role.tsx';
import { ProblemAlert } from '../../app/problem-alert.tsx';
import { defineTexts } from '../../app/texts.ts';
import { useProcedureName } from '../procedures/procedures.ts';
import { useStatusLine } from '../shown/status-texts.ts';
import { Waiting } from '../shown/waiting.tsx';
import { When } from '../shown/when.tsx';
import { type DraftLine, deleteDraft, useDrafts } from './draft/drafts.ts';
import type { OwnDossier } from './own-dossiers.ts';
import '../shown/citizen.css';

const useTexts = defineTexts(
  'dossiers',
  {
    title: 'Hồ sơ của tôi',
    drafts: 'Bản nháp',
    draftAt: 'Lưu lúc',
    keeps: 'giữ đến',
    continue: 'Làm tiếp bản nháp {{name}}',
    delete: 'Xóa',
    deleteNamed: 'Xóa bản nháp {{name}}',
    deleteSure: 'Xóa hẳn bản nháp này? Không lấy lại được.',
    yes: 'Xóa',
    no: 'Không',
    submitted: 'Đã nộp',
    none: 'Anh/chị chưa nộp hồ sơ nào.',
    choose: 'Chọn thủ tục để nộp hồ sơ',
    noCode: 'Mã số đang được cấp',
    at: 'Nộp lúc',
    more: 'Xem thêm',
  },
  {
    title: 'My dossiers',
    drafts: 'Drafts',
    draftAt: 'Saved at',
    keeps: 'kept until',
    continue: 'Go on with the draft of {{name}}',
    delete: 'Delete',
    deleteNamed: 'Delete the draft of {{name}}',
    deleteSure: 'Delete this draft for good? It cannot be brought back.',
    yes: 'Delete',
    no: 'No',
    submitted: 'Submitted',
    none: 'You have not submitted any dossier yet.',
    choose: 'Choose a procedure',
    noCode: 'The code is being issued',
    at: 'Submitted at',
    more: 'Show more',
  },
);

/** `/dossiers`: one's own drafts and dossiers. */
export function DossiersPage() {
  const t = useTexts();
  return (
    <DemandRole roles={['citizen']}>
      <div className="narrow stack">
        <h1>{t('title')}</h1>
        <Drafts />
        <Submitted />
      </div>
    </DemandRole>
  );
}

function Drafts() {
  const t = useTexts();
  const { data } = useDrafts();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section>
      <h2>{t('drafts')}</h2>
      <ul className="plain-list">
        {data.items.map((draft) => (
          <li key={draft.draftId}>
            <Draft draft={draft} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Draft({ draft: { draftId, procedureCode, savedAt, expiresAt } }: { draft: DraftLine }) {
  const t = useTexts();
  const queries = useQueryClient();
  const name = useProcedureName()(procedureCode, null);
  const removal = useMutation({
    mutationFn: () => deleteDraft(draftId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['drafts'] }),
  });
  return (
    <>
      <Link to={`/dossiers/drafts/${draftId}`}>{t('continue', { name })}</Link>
      <div className="row">
        <span>
          {t('draftAt')} <When at={savedAt} />, {t('keeps')} <When at={expiresAt} day />
        </span>
        <Popconfirm title={t('deleteSure')} okText={t('yes')} cancelText={t('no')} onConfirm={() => removal.mutate()}>
          <Button size="small" aria-label={t('deleteNamed', { name })}>
            {t('delete')}
          </Button>
        </Popconfirm>
      </div>
      <ProblemAlert error={removal.error} />
    </>
  );
}

function Submitted() {
  const t = useTexts();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['own-dossiers'],
    queryFn: ({ pageParam }) => {
      const query = pageParam === '' ? { limit: 20 } : { limit: 20, cursor: pageParam };
      return bodyOf(intake.GET('/api/intake/v1/dossiers', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <section>
      <h2>{t('submitted')}</h2>
      <ProblemAlert error={error} />
      {items === undefined && error === null && <Waiting />}
      {items?.length === 0 && (
        <p>
          {t('none')} <Link to="/procedures">{t('choose')}</Link>
        </p>
      )}
      <ul className="plain-list">
        {items?.map((line) => (
          <li key={line.dossierId}>
            <Line line={line} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

type Lined = Pick<
  OwnDossier,
  'dossierId' | 'dossierCode' | 'procedureCode' | 'procedureName' | 'status' | 'submittedAt'
>;

function Line({ line }: { line: Lined }) {
  const { dossierId, dossierCode, procedureCode, procedureName, status, submittedAt } = line;
  const t = useTexts();
  const nameOf = useProcedureName();
  const statusLine = useStatusLine();
  return (
    <>
      <Link to={`/dossiers/${dossierId}`}>
        {nameOf(procedureCode, procedureName)} · <span data-changes>{dossierCode ?? t('noCode')}</span>
      </Link>
      <div>{statusLine(status)}</div>
      {submittedAt !== null && (
        <div className="help">
          {t('at')} <When at={submittedAt} />
        </div>
      )}
    </>
  );
}
