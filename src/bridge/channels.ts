/** The two channels between the window and the app: calls with their answers, and events. No other file names one. */
export const channels = { call: 'permit-loader:call', event: 'permit-loader:event' } as const;

/** Where the window is served from: a scheme of the app's own, so that the page has an origin and no file access. */
export const origin = { scheme: 'app', host: 'permit-loader', url: 'app://permit-loader/' } as const;
