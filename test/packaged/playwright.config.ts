import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/packaged',
  workers: 1,
  timeout: 60_000,
  reporter: 'line',
});
