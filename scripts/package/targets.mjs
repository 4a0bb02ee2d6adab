import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { appImageTools } from './appimage-tools.mjs';

/**
 * What to make on Linux, and with what.
 * @typedef {{ targets: string[], env: Record<string, string>, args: string[], notes: string[] }} Plan
 */

const sevenZip = ['/usr/bin/7zz', '/usr/bin/7z', '/usr/bin/7za'];

/**
 * The installers that this Linux can make. `downloads` says whether electron-builder can fetch its own tools; where
 * not, Debian's stand in. `quick` makes larger files sooner. deb is always made by Debian's own tool, so that what is tested is what is released.
 * @param {{ downloads: boolean, quick: boolean }} machine
 * @returns {Plan}
 */
export function linuxPlan({ downloads, quick }) {
  /** @type {Plan} */
  const plan = { targets: [], env: {}, args: [], notes: [] };
  if (existsSync('/usr/bin/dpkg-deb')) {
    plan.targets.push('deb');
    plan.env['CUSTOM_FPM_PATH'] = join(root, 'scripts/package/fpm.mjs');
  } else if (downloads) plan.targets.push('deb');
  else plan.notes.push('deb: not made, there is no dpkg-deb here.');

  if (downloads) {
    plan.targets.push('AppImage', 'tar.gz', 'zip');
  } else {
    if (existsSync('/usr/bin/mksquashfs') && existsSync('/usr/bin/desktop-file-validate')) {
      plan.targets.push('AppImage');
      plan.env['APPIMAGE_TOOLS_PATH'] = appImageTools(quick);
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills in the braces.
      plan.args.push('-c.appImage.artifactName=${productName}-${version}-trial.${ext}');
      plan.notes.push(
        'AppImage: for trying only. Its runtime could not be downloaded, a script that unpacks stands in for it.',
      );
    } else plan.notes.push('AppImage: not made, squashfs-tools and desktop-file-utils are missing.');
    const packer = sevenZip.find((path) => existsSync(path));
    if (packer) {
      plan.targets.push('tar.gz', 'zip');
      plan.env['ELECTRON_BUILDER_7ZIP_PATH'] = packer;
    } else plan.notes.push('tar.gz and zip: not made, 7zip is missing.');
  }
  // 7-Zip's best gzip, the usual, takes five minutes for a tar.gz that is a hundredth smaller.
  plan.env['ELECTRON_BUILDER_COMPRESSION_LEVEL'] = quick ? '1' : '5';
  if (quick) plan.args.push('-c.deb.compression=gz');
  return plan;
}
