import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as Messages, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import { useEffect } from 'react';
import { RouterProvider } from 'react-router';
import { worthAnotherTry } from '../api/problem.ts';
import { useLanguage } from './language.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 3 && worthAnotherTry(error) },
    mutations: { retry: (failures, error) => failures < 3 && worthAnotherTry(error) },
  },
});

/** Who serves the page lets only styles with this nonce in. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

export function App() {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
    dayjs.locale(language);
  }, [language]);
  return (
    <ConfigProvider
      locale={language === 'vi' ? viVN : enUS}
      theme={theme}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <QueryClientProvider client={queries}>
        <Messages>
          <RouterProvider router={router} />
        </Messages>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
