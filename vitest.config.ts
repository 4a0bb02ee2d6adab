import { defineConfig } from 'vitest/config';

const elsewhere = ['test/e2e/**', 'test/packaged/**'];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: process.platform === 'win32' ? elsewhere : [...elsewhere, 'test/windows/**'],
    testTimeout: 30_000,
  },
});
