/**
 * The programs of worker threads, by the name that `src/disk/worker.ts` starts them by: each is a module that is
 * built as an entry of its own, beside whatever starts it.
 * @type {Readonly<Record<string, string>>}
 */
export const workers = {
  'row-writer-worker': 'src/batch/import/row-writer-worker.ts',
  'order-worker': 'src/batch/rows/order-worker.ts',
  'values-worker': 'src/batch/rows/values-worker.ts',
  'binary-book-worker': 'src/batch/reading/binary-book-worker.ts',
};
