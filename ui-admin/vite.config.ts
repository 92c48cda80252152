import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A default export because Vite looks for one.
export default defineConfig({
  root: __dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
});
