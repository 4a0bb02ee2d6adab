import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** Tests that Playwright runs, and those that only Windows programs can. */
const elsewhere = [
  'test/e2e/**',
  'test/packaged/**',
  ...(process.platform === 'win32' ? [] : ['test/windows/**']),
];
/** Tests that take long, and one that replaces a module: `npm test` runs them as a part of their own. */
const long = [
  'test/disk/claim-name.test.ts',
  'test/kills/**',
  'test/hostile/**',
  'test/batch/edits/undo-redo/properties.test.ts',
  'test/batch/push/push/faults.test.ts',
  'test/batch/push/push/untrustworthy.test.ts',
  'test/batch/reading/table.test.ts',
  'test/batch/reading/table/properties.test.ts',
  'test/book/book/properties.test.ts',
  'test/cli/push/interrupted.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // What prepares a file's tests pushes and reads as they do, and waits as long beside others.
    hookTimeout: 30_000,
    globalSetup: 'test/support/built.ts',
    // One more than vitest takes by itself: tests of the command line wait for other processes.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...elsewhere, ...long],
          // Modules are loaded once a worker, which takes a third less: none in src keeps for one batch what is another's.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: long.map((path) => path.replace(/\/\*\*$/, '/**/*.test.ts')),
          exclude: elsewhere,
        },
      },
    ],
  },
});
