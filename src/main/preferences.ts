import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { replaceFile } from '../disk/replace-file.ts';
import { retryWhileHeldSync } from '../disk/retry-held.ts';

const schema = z.object({
  language: z.enum(['system', 'en', 'fr']).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** The connection that was chosen last; null: the practice connection. */
  connection: z.string().nullable().catch(null),
  /** Months that batches are kept; null: for good. */
  retention: z
    .union([z.literal(12), z.literal(36), z.literal(84)])
    .nullable()
    .catch(null),
  /** What batches that are deleted then told of permits stays in the permit book. */
  keepsKnown: z.boolean().catch(false),
  /** Where the person wants new versions asked for; null: nowhere. */
  updateFeed: z.string().nullable().catch(null),
  window: z
    .object({
      x: z.int(),
      y: z.int(),
      width: z.int().positive(),
      height: z.int().positive(),
      maximized: z.boolean(),
    })
    .nullable()
    .catch(null),
});

export type Preferences = Readonly<z.infer<typeof schema>>;

export interface PreferenceStore {
  get(): Preferences;
  /** Writes at once. A folder that cannot be written to costs only the memory of it. */
  change(changes: Partial<Preferences>): void;
}

/** Preferences in the JSON file at `path`. What is missing or makes no sense there counts as never chosen. */
export function openPreferences(path: string, log: (error: unknown) => void): PreferenceStore {
  let present = read(path);
  return {
    get: () => present,
    change(changes) {
      present = { ...present, ...changes };
      try {
        replaceFile(path, `${JSON.stringify(present, null, 2)}\n`);
      } catch (error) {
        log(error);
      }
    },
  };
}

function read(path: string): Preferences {
  let found: unknown;
  try {
    found = JSON.parse(retryWhileHeldSync(() => readFileSync(path, 'utf8')));
  } catch {
    found = {};
  }
  const parsed = schema.safeParse(found);
  return parsed.success ? parsed.data : schema.parse({});
}
