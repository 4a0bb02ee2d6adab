import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { workers } from './scripts/setup/workers.mjs';
import { callNames } from './src/bridge/contract.ts';

// The oldest that it must run on: plain Node 20.19 for the command line, Electron 33 (Node 20.18, Chromium 130) else.
const node = 'node20.18';
const chromium = 'chrome130';

const devPort = 5173;

export default defineConfig(({ command }) => ({
  main: {
    define: { __DEVELOPING__: command === 'serve' },
    build: {
      target: node,
      // Libraries are bundled, because finding and reading their many files would take most of each start. Native
      // ones cannot be.
      externalizeDeps: false,
      rollupOptions: {
        external: ['keytar', '@photostructure/sqlite'],
        input: {
          index: 'src/main/index.ts',
          engine: 'src/main/engine/index.ts',
          cli: 'src/cli/index.ts',
          ...workers,
        },
        // Beside each other, so that whatever starts a worker finds its program.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    define: { __CALL_NAMES__: JSON.stringify(callNames) },
    build: {
      target: node,
      // A sandboxed preload script is one CommonJS file that requires nothing but electron.
      externalizeDeps: false,
      rollupOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    // Under `npm run dev` the window stays at its own origin, and main fetches from here what is served there.
    ...(command === 'serve' && {
      html: { cspNonce: '__STYLE_NONCE__' },
      server: {
        port: devPort,
        strictPort: true,
        hmr: { protocol: 'ws', host: 'localhost', clientPort: devPort },
        fs: { allow: ['../..'] },
      },
    }),
    // Minified, and the grid in a chunk of its own: a window can be used as soon as its script is read.
    build: {
      target: chromium,
      minify: true,
      chunkSizeWarningLimit: 1000,
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
}));
