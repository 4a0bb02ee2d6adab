import { type Finding, finding } from './finding.ts';
import { plateKey } from './same-value.ts';

/**
 * The form that a connection states for its plates, `MIN-MAX`: capitals from A to Z and digits alone, and so many of them.
 * Null for anything else.
 */
export function parsePlateForm(text: string): { readonly min: number; readonly max: number } | null {
  const [, min, max] = /^([1-9]\d?)-([1-9]\d?)$/.exec(text.trim()) ?? [];
  const form = { min: Number(min), max: Number(max) };
  return form.min <= form.max && form.max <= 25 ? form : null;
}

/** What a plate that can be sent has against the stated form (`MIN-MAX`); null without one, or where it has it. */
export function plateFormFinding(value: string, stated: string | null | undefined): Finding | null {
  const form = stated ? parsePlateForm(stated) : null;
  if (form === null) return null;
  const has = (plate: string) =>
    /^[A-Z0-9]*$/.test(plate) && plate.length >= form.min && plate.length <= form.max;
  if (has(value)) return null;
  const bare = value
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  // Without case, spaces and dashes it is the same plate; other signs may have been part of it.
  const repair = has(bare)
    ? ({ kind: 'plate-form', value: bare, safe: bare === plateKey(value) } as const)
    : null;
  return finding('plate-form', { ...form }, repair);
}
