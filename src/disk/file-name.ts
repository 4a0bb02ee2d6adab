/** What Windows takes in no name of a file; after a colon the content would hide in a stream behind another file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are among what is looked for.
const forbidden = /[<>:"|?*\u0000-\u001f]/g;

/** The beginning of an absolute path on Windows: a drive, or the mark of a path that is taken as it stands. */
const root = /^(?:[\\/]{2}[?.][\\/])?(?:[a-z]:)?/i;

/** The first character of a path that no file of the system can have in its name; null where it may be one. */
export function forbiddenCharacter(path: string, platform: string = process.platform): string | null {
  if (platform !== 'win32') return null;
  return path.replace(root, '').match(forbidden)?.[0] ?? null;
}

/** A name as the system takes it: a batch may come from one where more is allowed. */
export function nameOnDisk(name: string, platform: string = process.platform): string {
  return platform === 'win32' ? name.replace(forbidden, '_') : name;
}
