import { Button, Result, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { type Role, signInAddress, useSession } from './session.ts';
import { defineTexts } from './texts.ts';

const useTexts = defineTexts(
  'demand-role',
  {
    signIn: 'Đăng nhập để tiếp tục',
    signInMore: 'Trang này dành cho người đã đăng nhập.',
    button: 'Đăng nhập',
    forbidden: 'Tài khoản không có quyền xem trang này',
    loading: 'Đang tải',
  },
  {
    signIn: 'Sign in to go on',
    signInMore: 'This page is for people who have signed in.',
    button: 'Sign in',
    forbidden: 'Your account has no right to see this page',
    loading: 'Loading',
  },
);

/** The page inside is for accounts with one of these roles. The server decides for itself; this only spares people an error. */
export function DemandRole({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const t = useTexts();
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session === undefined)
    return <Spin aria-label={t('loading')} style={{ display: 'block', margin: '64px auto' }} />;
  if (!session.signedIn)
    return (
      <Result
        title={<h1>{t('signIn')}</h1>}
        subTitle={t('signInMore')}
        extra={
          <Button type="primary" href={signInAddress(pathname + search)}>
            {t('button')}
          </Button>
        }
      />
    );
  if (!session.roles.some((role) => roles.includes(role)))
    return <Result status="403" title={<h1>{t('forbidden')}</h1>} />;
  return children;
}
