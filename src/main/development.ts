/** Put in when this is built: true under `npm run dev` alone, so that nothing of it is in what people get. */
declare const __DEVELOPING__: boolean;

/** The server of the window's files as they are being edited, such as `http://localhost:5173`; null but under `npm run dev`. */
export const devServer: string | null = __DEVELOPING__
  ? (process.env['ELECTRON_RENDERER_URL'] ?? null)
  : null;

/** Where it tells the window of changes. */
export const devSocket: string | null = devServer === null ? null : devServer.replace(/^http/, 'ws');
