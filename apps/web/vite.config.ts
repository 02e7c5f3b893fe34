import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Replaced at every answer, by who serves the page.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: addresses for scripts and fonts
    chunkSizeWarningLimit: 1_500,
    modulePreload: { polyfill: false },
  },
  // `npx vite` beside a running `npm start`
  server: {
    proxy: Object.fromEntries(['/api', '/session', '/oidc', '/files'].map((path) => [path, 'http://127.0.0.1:8080'])),
  },
});
