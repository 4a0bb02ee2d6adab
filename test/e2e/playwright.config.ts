import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/e2e',
  // One Electron at a time: the windows share a display and a keychain.
  workers: 1,
  // Generous: a passing test waits for nothing, and the machine may be busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
});
