/** Each room of src, and the other rooms that it may import. */
export const rooms = {
  permit: '',
  disk: 'permit',
  opscom: 'permit words',
  batch: 'permit opscom disk words',
  book: 'permit opscom disk batch words',
  jobs: 'permit opscom disk batch book connections words',
  connections: 'permit disk words',
  words: '',
  bridge: 'permit words',
  main: 'permit opscom disk batch book jobs connections bridge words',
  preload: 'permit bridge words',
  renderer: 'permit bridge words',
  cli: 'permit opscom disk batch book jobs connections words',
};

/** Each room inside src/batch, and the others inside it that it may import. */
export const roomsOfBatch = {
  file: '',
  reading: '',
  trail: 'file',
  check: 'file',
  import: 'file reading trail check',
  rows: 'file check',
  edits: 'file trail check rows',
  push: 'file trail check',
  exports: 'file trail rows push',
  verify: 'file trail check exports',
  library: 'file reading trail check rows edits push exports',
};

/** Packages that only some rooms may import; every room may import the others. */
export const packages = {
  electron: 'main preload',
  keytar: 'connections',
  'node:*': 'opscom disk batch book jobs connections main cli',
  '@photostructure/sqlite': 'opscom batch book',
  undici: 'opscom',
  papaparse: 'opscom batch',
  '@e965/xlsx': 'batch/reading',
  chardet: 'batch/reading',
  numfmt: 'batch/reading',
  saxes: 'batch/reading',
  yauzl: 'batch/reading',
  commander: 'cli',
  'temporal-polyfill': 'permit',
  react: 'renderer',
  'react-dom': 'renderer',
  '@mantine/*': 'renderer',
  '@tabler/*': 'renderer',
  'ag-grid-*': 'renderer',
};

/** Every place that has imports of its own: `permit`, `batch/file`, … */
export const places = Object.keys(rooms).flatMap((room) =>
  room === 'batch' ? Object.keys(roomsOfBatch).map((inner) => `batch/${inner}`) : [room],
);
