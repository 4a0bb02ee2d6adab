import type { ColumnMatch } from '../../permit/mapping.ts';

const lotWords = /(?:^|[^\p{L}])(?:lot|zone|site|garage|parking|stationnement)s?(?:$|[^\p{L}])/iu;

/** The column, from 1, by which permits are counted until a person chooses another: that of the zone, or one named like a lot. */
export function lotColumn(columns: readonly Pick<ColumnMatch, 'header' | 'field'>[]): number | null {
  const zone = columns.findIndex(({ field }) => field === 'zone');
  const at = zone >= 0 ? zone : columns.findIndex(({ header }) => lotWords.test(header));
  return at < 0 ? null : at + 1;
}
