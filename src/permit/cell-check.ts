import { isSpreadsheetError, unreadableCharacter } from './cell.ts';
import { isDamagedValue } from './damaged-value.ts';
import type { FieldName } from './field.ts';
import { type Finding, finding } from './finding.ts';
import { isSeveralPlates, plainForm, textOfFormula } from './hidden-text.ts';
import type { ConfirmableCode, IssueCode } from './issue.ts';
import { isPlaceholder } from './placeholder.ts';
import type { CellKind } from './row-reading.ts';

/** What is known of a cell besides its value. */
export interface CellFacts {
  readonly field: FieldName;
  /** Whether the row is nothing without it. */
  readonly isKey: boolean;
  readonly kind: CellKind | undefined;
  /** The value of the merged cell that the cell is part of. */
  readonly merged: string | undefined;
  readonly confirmed: readonly IssueCode[];
}

/**
 * What is wrong with a trimmed cell, the first that fits: what certainly spoils it, then what its field's own check says,
 * between them the doubts that nobody has confirmed (cli.md, issue codes). `check` is not asked about a blank cell.
 */
export function cellFinding(
  value: string,
  facts: CellFacts,
  check: (value: string) => Finding | null,
): Finding | null {
  const open = (code: ConfirmableCode) => !facts.confirmed.includes(code);
  if (facts.kind === 'lost') return finding('spreadsheet-error', { reason: 'lost' });
  if (facts.kind === 'formula' && open('formula-uncalculated')) return finding('formula-uncalculated');
  if (value === '') {
    const { merged } = facts;
    if (merged === undefined || !open('merged-cells')) return null;
    return finding('merged-cells', { merged }, { kind: 'merged-value', value: merged, safe: false });
  }
  const unreadable = unreadableFinding(value) ?? formulaFinding(value, facts.field, check);
  if (unreadable) return unreadable;
  const { field } = facts;
  if (open('placeholder') && isPlaceholder(value, field !== 'zone' && field !== 'permitNo')) {
    const blank = facts.isKey ? null : ({ kind: 'blank', value: '', safe: false } as const);
    return finding('placeholder', {}, blank);
  }
  if (field !== 'referenceId' && field !== 'plate') return check(value);
  if (facts.kind !== undefined && facts.kind !== 'formula' && open('value-damaged')) {
    return finding('value-damaged', { kind: facts.kind });
  }
  return invisibleFinding(value, check) ?? check(value) ?? doubtOf(value, field, open);
}

/** What spoils any field's value: characters lost on the way, or a spreadsheet's error in its place. */
function unreadableFinding(value: string): Finding | null {
  const character = unreadableCharacter(value);
  if (character !== null) {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return finding('unreadable-characters', { character: `U+${code}` });
  }
  return isSpreadsheetError(value) ? finding('spreadsheet-error') : null;
}

/** A leading apostrophe in a reference ID is one of its characters, which the field's own check tells and repairs. */
function formulaFinding(
  value: string,
  field: FieldName,
  check: (value: string) => Finding | null,
): Finding | null {
  const first = value.charCodeAt(0);
  if (first !== 0x3d && (first !== 0x27 || field === 'referenceId')) return null;
  const text = textOfFormula(value);
  if (text === null) return null;
  // One repair is to lead all the way where the bare text has a safe one of its own.
  const next = text === '' ? null : check(text)?.repair;
  const repaired = next?.safe ? next.value : text;
  return finding('text-formula', {}, { kind: 'text-formula', value: repaired, safe: true });
}

function invisibleFinding(value: string, check: (value: string) => Finding | null): Finding | null {
  const plain = plainForm(value);
  if (plain === value || plain === '' || check(plain) !== null) return null;
  return finding('invisible-characters', {}, { kind: 'plain-form', value: plain, safe: true });
}

function doubtOf(
  value: string,
  field: 'referenceId' | 'plate',
  open: (code: ConfirmableCode) => boolean,
): Finding | null {
  if (open('value-damaged') && isDamagedValue(value)) return finding('value-damaged');
  if (field === 'plate' && open('two-plates') && isSeveralPlates(value)) return finding('two-plates');
  return null;
}
