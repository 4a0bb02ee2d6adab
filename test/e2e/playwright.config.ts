import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/e2e',
  // One Electron at a time: the windows share a display and a keychain.
  workers: 1,
  timeout: 60_000,
  reporter: 'line',
});
