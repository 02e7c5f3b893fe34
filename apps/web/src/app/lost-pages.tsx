import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { defineTexts } from './texts.ts';

const useTexts = defineTexts(
  'lost-pages',
  {
    notFound: 'Không có trang này',
    notFoundMore: 'Địa chỉ có thể đã gõ sai, hoặc trang đã được chuyển.',
    broken: 'Trang gặp lỗi',
    brokenMore: 'Dữ liệu đã gửi không bị mất. Hãy tải lại trang.',
    home: 'Về trang đầu',
  },
  {
    notFound: 'There is no such page',
    notFoundMore: 'The address may have a typing error, or the page has moved.',
    broken: 'Something in this page went wrong',
    brokenMore: 'Nothing that was sent is lost. Please load the page again.',
    home: 'To the first page',
  },
);

export function NotFoundPage() {
  const t = useTexts();
  return <Result status="404" title={<h1>{t('notFound')}</h1>} subTitle={t('notFoundMore')} extra={<HomeLink />} />;
}

export function BrokenPage() {
  const t = useTexts();
  return <Result status="error" title={<h1>{t('broken')}</h1>} subTitle={t('brokenMore')} extra={<HomeLink />} />;
}

function HomeLink() {
  const t = useTexts();
  return (
    <Link to="/">
      <Button type="primary">{t('home')}</Button>
    </Link>
  );
}
