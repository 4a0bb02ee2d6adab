import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/** Where the stand-in looks for the file system behind it. */
const offset = 4096;

/**
 * In the place of the AppImage runtime, a download: it unpacks the file system behind it where that mounts it. With
 * it an AppImage can be tried; to be handed out it is too slow and asks for squashfs-tools.
 */
const runtime = `#!/bin/sh
# Not the AppImage runtime: unpacks what stands behind byte ${offset} into a temporary folder and starts it.
APPIMAGE=$(readlink -f "$0")
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
unsquashfs -no-progress -quiet -offset ${offset} -dest "$place/app" "$APPIMAGE" >/dev/null || exit 1
export APPIMAGE APPDIR="$place/app"
"$APPDIR/AppRun" "$@"
exit $?
`;

/**
 * Makes the folder that electron-builder takes for its AppImage tools (`APPIMAGE_TOOLS_PATH`), from Debian's.
 * @param {boolean} quick a large file soon instead of a small one
 * @returns {string}
 */
export function appImageTools(quick) {
  const folder = join(root, '.cache/appimage-tools');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'lib/x64'), { recursive: true });
  mkdirSync(join(folder, 'runtimes'));
  const squash = join(folder, 'mksquashfs');
  writeFileSync(squash, `#!/bin/sh\nexec /usr/bin/mksquashfs "$@"${quick ? ' -Xcompression-level 1' : ''}\n`);
  chmodSync(squash, 0o755);
  symlinkSync('/usr/bin/desktop-file-validate', join(folder, 'desktop-file-validate'));
  writeFileSync(join(folder, 'runtimes/runtime-x64'), runtime.padEnd(offset, '\n'));
  return folder;
}
