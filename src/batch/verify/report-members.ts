import type { z } from 'zod';
import { type JsonMember, jsonMembers } from '../exports/report/json-members.ts';
import type { Discrepancies } from './discrepancy.ts';

/**
 * The members of a report and the elements of its lists. What is given twice is told as a discrepancy: of two values
 * one program would show the one, another the other.
 */
export function* reportMembers(path: string, discrepancies: Discrepancies): Generator<JsonMember> {
  const keys = new Map<string, number>();
  yield* jsonMembers(path, keys);
  for (const [key, times] of keys) if (times > 1) discrepancies.add('report-malformed', 0, key);
}

/** What a member must be by its schema; null, and told, where it is something else, or holds something twice. */
export function parsedMember<Schema extends z.ZodType>(
  schema: Schema,
  { key, text, members }: JsonMember,
  discrepancies: Discrepancies,
): z.output<Schema> | null {
  const value: unknown = JSON.parse(text);
  const parsed = schema.safeParse(value);
  if (parsed.success && countMembers(value) === members) return parsed.data;
  discrepancies.add('report-malformed', 0, key);
  return null;
}

function countMembers(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  const values = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce<number>((sum, one) => sum + countMembers(one), own);
}
