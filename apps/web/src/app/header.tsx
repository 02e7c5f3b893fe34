import { Button, Segmented } from 'antd';
import { Link, NavLink, useLocation } from 'react-router';
import { choose, type Language, useLanguage } from './language.ts';
import { type Role, signInAddress, type Session, useSession, useSignOut } from './session.ts';
import { defineTexts } from './texts.ts';

const useTexts = defineTexts(
  'header',
  {
    brand: 'Một cửa H99',
    menu: 'Các trang chính',
    language: 'Ngôn ngữ',
    signIn: 'Đăng nhập',
    signOut: 'Đăng xuất',
    procedures: 'Thủ tục',
    tracking: 'Tra cứu hồ sơ',
    dossiers: 'Hồ sơ của tôi',
    workList: 'Danh sách việc',
    counter: 'Tiếp nhận tại quầy',
    register: 'Sổ theo dõi',
    statistics: 'Thống kê',
    admin: 'Quản trị',
    accessLog: 'Nhật ký truy cập',
  },
  {
    brand: 'One-stop desk H99',
    menu: 'Main pages',
    language: 'Language',
    signIn: 'Sign in',
    signOut: 'Sign out',
    procedures: 'Procedures',
    tracking: 'Track a dossier',
    dossiers: 'My dossiers',
    workList: 'Work list',
    counter: 'Counter',
    register: 'Register',
    statistics: 'Statistics',
    admin: 'Administration',
    accessLog: 'Access log',
  },
);

const OFFICERS: readonly Role[] = ['deskOfficer', 'resolvingOfficer', 'unitLeader'];

/** Who sees which entry; `everyone` also before signing in. */
const ENTRIES = [
  { to: '/procedures', text: 'procedures', for: 'citizens' },
  { to: '/tracking', text: 'tracking', for: 'citizens' },
  { to: '/dossiers', text: 'dossiers', for: ['citizen'] },
  { to: '/desk/work-list', text: 'workList', for: OFFICERS },
  { to: '/desk/counter', text: 'counter', for: ['deskOfficer'] },
  { to: '/desk/tracking-register', text: 'register', for: ['deskOfficer', 'unitLeader'] },
  { to: '/desk/statistics', text: 'statistics', for: ['unitLeader', 'administrator', 'auditor'] },
  { to: '/admin', text: 'admin', for: ['administrator'] },
  { to: '/admin/access-log', text: 'accessLog', for: ['auditor'] },
] as const satisfies readonly { to: string; text: string; for: 'citizens' | readonly Role[] }[];

export function Header() {
  const t = useTexts();
  const session = useSession();
  const entries = ENTRIES.filter((entry) => isFor(entry.for, session));
  return (
    <header className="header">
      <Link to="/" className="brand">
        <img src="/assets/motcua.svg" width={32} height={32} alt="" />
        {t('brand')}
      </Link>
      <nav aria-label={t('menu')}>
        <ul>
          {entries.map(({ to, text }) => (
            <li key={to}>
              <NavLink to={to}>{t(text)}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="account">
        <Account session={session} />
        <LanguageSwitch />
      </div>
    </header>
  );
}

/** Citizens' pages are for everybody who is not at work here. */
function isFor(whom: 'citizens' | readonly Role[], session: Session | undefined): boolean {
  const roles = session?.signedIn === true ? session.roles : [];
  if (whom === 'citizens') return roles.length === 0 || roles.includes('citizen');
  return roles.some((role) => whom.includes(role));
}

function Account({ session }: { session: Session | undefined }) {
  const t = useTexts();
  const { pathname, search } = useLocation();
  const signOut = useSignOut();
  if (session === undefined) return null;
  if (!session.signedIn)
    return (
      <Button type="primary" href={signInAddress(pathname + search)}>
        {t('signIn')}
      </Button>
    );
  return (
    <>
      <span>{session.name ?? session.subject}</span>
      <Button onClick={() => void signOut()}>{t('signOut')}</Button>
    </>
  );
}

const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'en', label: 'English' },
];

function LanguageSwitch() {
  const t = useTexts();
  return (
    <Segmented
      aria-label={t('language')}
      options={LANGUAGES}
      value={useLanguage()}
      onChange={(language) => void choose(language)}
    />
  );
}
