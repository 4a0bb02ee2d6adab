declare global {
  interface Window {
    /** Where the library that keeps pages from scrolling behind dialogs looks for the nonce. */
    __webpack_nonce__?: string;
  }
}

/** The nonce that style tags made at run time must carry under the app's content policy. */
export const styleNonce: string =
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

window.__webpack_nonce__ = styleNonce;
