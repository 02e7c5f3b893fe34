import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useHasRole } from '../app/session.ts';
import { defineTexts } from '../app/texts.ts';
import './admin.css';

const useTexts = defineTexts(
  'admin-frame',
  {
    menu: 'Các trang quản trị',
    overview: 'Tổng quan',
    replays: 'Việc chạy lại',
    parked: 'Đang gác lại',
    deliveries: 'Chuyển giao',
    parity: 'Đối soát Cổng Quốc gia',
    series: 'Dãy mã hồ sơ',
    catalogue: 'Danh mục',
    accounts: 'Tài khoản',
    accessLog: 'Nhật ký truy cập',
  },
  {
    menu: 'Pages of administration',
    overview: 'Overview',
    replays: 'Replay jobs',
    parked: 'Parked',
    deliveries: 'Deliveries',
    parity: 'National portal parity',
    series: 'Code series',
    catalogue: 'Catalogue',
    accounts: 'Accounts',
    accessLog: 'Access log',
  },
);

const ENTRIES = [
  { to: '/admin', text: 'overview', end: true, auditor: false },
  { to: '/admin/replays', text: 'replays', end: false, auditor: false },
  { to: '/admin/parked', text: 'parked', end: false, auditor: false },
  { to: '/admin/deliveries', text: 'deliveries', end: false, auditor: false },
  { to: '/admin/parity', text: 'parity', end: false, auditor: false },
  { to: '/admin/series', text: 'series', end: false, auditor: true },
  { to: '/admin/catalogue', text: 'catalogue', end: false, auditor: true },
  { to: '/admin/accounts', text: 'accounts', end: false, auditor: false },
] as const;

/** The way between the pages of administration; each account sees those that it may open. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const t = useTexts();
  const administrator = useHasRole('administrator') === true;
  const auditor = useHasRole('auditor') === true;
  return (
    <div className="admin">
      <nav aria-label={t('menu')} className="admin-menu">
        <ul>
          {ENTRIES.filter((entry) => administrator || entry.auditor).map(({ to, text, end }) => (
            <li key={to}>
              <NavLink to={to} end={end}>
                {t(text)}
              </NavLink>
            </li>
          ))}
          {auditor && (
            <li>
              <NavLink to="/admin/access-log">{t('accessLog')}</NavLink>
            </li>
          )}
        </ul>
      </nav>
      <div className="admin-page">{children}</div>
    </div>
  );
}
