/** The name of a file in a path of any system. */
export function fileNameOf(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
