import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
/** Those that take longest, in that order; what a fresh clone knows of a test is its size alone. */
const first = [
  'test/hostile/kinds.test.ts',
  'test/kills/killed-push.test.ts',
  'test/batch/push/push/faults.test.ts',
  'test/cli/push/interrupted.test.ts',
  'test/book/book/properties.test.ts',
  'test/cli/push/twice.test.ts',
  'test/cli/push/columns.test.ts',
  'test/cli/undo.test.ts',
  'test/cli/key.test.ts',
  'test/batch/edits/undo-redo/many-rows.test.ts',
  'test/batch/rows/rows.test.ts',
];

/** Begins with the tests that take longest, so that none of them is under way alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = first.findIndex((path) => moduleId.endsWith(path));
      return at < 0 ? first.length : at;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // What prepares a file's tests pushes and reads as they do, and waits as long beside others.
    hookTimeout: 30_000,
    // What is waited for until it is so ends as soon as it is, also on a machine that is slow.
    expect: { poll: { timeout: 20_000 } },
    globalSetup: 'test/support/built.ts',
    // One more than vitest takes by itself: tests of the command line wait for other processes.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
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
