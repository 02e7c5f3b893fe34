import { Button } from 'antd';
import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts('admin-more', { more: 'Xem thêm' }, { more: 'Show more' });

/** Reads the list on; not there at its end. */
export function MoreButton({
  query: { hasNextPage, isFetchingNextPage, fetchNextPage },
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}) {
  const t = useTexts();
  if (!hasNextPage) return null;
  return (
    <Button className="admin-more" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {t('more')}
    </Button>
  );
}
