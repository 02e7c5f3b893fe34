import { Layout as Frame } from 'antd';
import { Outlet, ScrollRestoration } from 'react-router';
import { Header } from './header.tsx';
import { defineTexts } from './texts.ts';
import './layout.css';

const useTexts = defineTexts(
  'layout',
  { skip: 'Đến nội dung chính', footer: 'Tỉnh H99 (tỉnh giả định). Dữ liệu trên trang là dữ liệu mẫu.' },
  { skip: 'To the main content', footer: 'Province H99 (fictitious). All data shown is sample data.' },
);

export function Layout() {
  const t = useTexts();
  return (
    <Frame className="frame">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <Header />
      <main id="main" className="main" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="footer">{t('footer')}</footer>
      <ScrollRestoration />
    </Frame>
  );
}
