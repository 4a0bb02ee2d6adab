/** What Windows knows the app by: electron-builder.yml's `appId`, which the installer gives its shortcuts. */
export const appId = 'io.github.permit-loader';
