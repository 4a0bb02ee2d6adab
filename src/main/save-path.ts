import { extname } from 'node:path';

/** The usual name of a batch's results: in every language as the product names them itself beside the source. */
export function resultsName(stem: string, extension: 'csv' | 'xlsx'): string {
  return `${stem}.results.${extension}`;
}

/**
 * Where a person said to save, as one of the kinds that the dialog offered, the first where the name says none: not every
 * system's dialog adds it, and what is written goes by the name.
 */
export function withExtension(
  path: string,
  kinds: readonly { readonly extensions: readonly string[] }[],
): string {
  const extensions = kinds.flatMap((kind) => kind.extensions);
  const [usual] = extensions;
  const own = extname(path).slice(1).toLowerCase();
  return usual === undefined || extensions.includes(own) ? path : `${path}.${usual}`;
}
