import type { ThemeConfig } from 'antd';

/** Contrast of every pair is 4.5:1 or better (WCAG 2.2 AA). */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#a8071a',
    colorLink: '#8a0615',
    colorError: '#cf1322',
    colorTextSecondary: '#595959',
    colorTextTertiary: '#6b6b6b',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#6b6b6b',
    fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
    fontSize: 15,
    controlHeight: 40,
    borderRadius: 6,
  },
};
