/** The two channels between the window and the app: calls with their answers, and events. No other file names one. */
export const channels = { call: 'permit-loader:call', event: 'permit-loader:event' } as const;

/** Where the window is served from: a scheme of the app's own, so that the page has an origin and no file access. */
export const origin = { scheme: 'app', host: 'permit-loader', url: 'app://permit-loader/' } as const;

/**
 * The name of every call. Apart from the schemas (which must have exactly these, the compiler sees to it), so that
 * the preload script carries a list and not a validation library.
 */
export const callNames = [
  'describeApp',
  'setLanguage',
  'setTheme',
  'chooseFiles',
  'openSample',
  'openDropped',
  'readAgain',
  'renew',
  'readFailed',
  'cancelReading',
  'listBatches',
  'searchBatches',
  'summary',
  'rows',
  'countRows',
  'remap',
  'editCell',
  'repairIssue',
  'repairAll',
  'undo',
  'redo',
  'chooseDuplicates',
  'chooseDateOrder',
  'previewRequest',
  'saveErrors',
  'saveCorrected',
  'startPush',
  'pausePush',
  'continuePush',
  'cancelPush',
  'showResults',
  'openResults',
  'verifyTrail',
  'saveReport',
  'savePeriodReport',
  'archiveBatch',
  'deleteBatch',
  'removedBatches',
  'setRetention',
  'chooseConnection',
  'listConnections',
  'saveConnection',
  'removeConnection',
  'setToken',
  'deleteToken',
  'tryConnection',
] as const;

export type CallName = (typeof callNames)[number];
