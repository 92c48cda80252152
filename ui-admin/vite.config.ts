import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { homeScreenFiles } from './icons';

/** Drawn while building: no picture lies among the sources. */
const HOME_SCREEN: Plugin = {
  name: 'home-screen',
  generateBundle() {
    for (const [fileName, source] of Object.entries(homeScreenFiles()))
      this.emitFile({ type: 'asset', fileName, source });
  },
};

const PAGES: UserConfig = {
  root: __dirname,
  plugins: [react(), HOME_SCREEN],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
};

/** What wakes when a page is pushed: one file at the root, because it may speak only for what lies below it. */
const SERVICE_WORKER: UserConfig = {
  root: __dirname,
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: join(__dirname, 'src', 'ringing', 'serviceWorker.ts'),
      formats: ['iife'],
      name: 'ringing',
      fileName: () => 'service-worker.js',
    },
  },
};

// A default export because Vite looks for one.
export default defineConfig(({ mode }) => (mode === 'service-worker' ? SERVICE_WORKER : PAGES));
