import { defineConfig } from 'playwright/test';

// Tests that run at once have a display and a keychain each, as scripts/test/session.mjs made them.
const session = process.env[`SESSION_${process.env['TEST_PARALLEL_INDEX']}`];
for (const line of session?.split('\n') ?? []) {
  const [, name = '', value = ''] = line.match(/^(\w+)=(.*)$/) ?? [];
  process.env[name] = value;
}

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../test-results/e2e',
  // The windows of a session share its display and keychain: npm test says how many sessions there are.
  workers: 1,
  // Generous: a passing test waits for nothing, and the machine may be busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
});
