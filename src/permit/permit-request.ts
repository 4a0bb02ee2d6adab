import { apiDateTime } from './calendar.ts';
import { trimmed } from './cell.ts';
import type { CheckSettings } from './check-settings.ts';
import { isClock } from './column-role.ts';
import { joinedCells } from './joined-date.ts';
import { type LotClock, lotClock, utcAt } from './lot-clock.ts';
import type { Mapping } from './mapping.ts';
import type { OperationRules } from './operation.ts';
import { updateRules } from './update.ts';

/**
 * What is sent for one row, without the token; `opscom` gives it its wire names. A blank cell has no entry, nor has
 * what the operation has no field for.
 */
export interface PermitRequest {
  readonly referenceId?: string;
  readonly permitNo?: string;
  readonly zone?: string;
  readonly startTime?: string;
  /** End Date as the file has it. Never together with `endDateUtc`. */
  readonly endTime?: string;
  /** End Date converted from the lot's zone to UTC. */
  readonly endDateUtc?: string;
  readonly plate?: string;
  readonly amount?: string;
  readonly currency?: string;
}

type TimeSettings = Pick<CheckSettings, 'zone' | 'endDate'>;

/**
 * What is sent for a row. Only for rows without errors: one that lacks a key which the operation requires, or whose End
 * Date cannot be converted although the settings ask for it, throws. An hour that comes twice is taken as the later one.
 * Only an update has a published name for an end in UTC: whatever the settings, a creation sends its times as they stand.
 */
export function permitRequest(
  cells: readonly string[],
  mapping: Mapping,
  settings: TimeSettings,
  { name, key, keyRequired }: OperationRules = updateRules,
): PermitRequest {
  const { request, endDate, startDate } = fieldValues(cells, mapping);
  if (keyRequired && request[key] === undefined) {
    throw new Error(`A row without ${key} cannot be sent.`);
  }
  if (startDate !== undefined) request.startTime = startDate;
  if (endDate === undefined) return request;
  if (name !== 'update' || settings.endDate === 'unchanged' || settings.zone === null) {
    request.endTime = endDate;
    return request;
  }
  const instant = clockOf(settings.zone).instantOf(endDate);
  const endDateUtc = instant === null ? null : utcAt(instant);
  if (endDateUtc === null) throw new Error('An End Date that UTC cannot say cannot be sent.');
  request.endDateUtc = endDateUtc;
  return request;
}

/**
 * End Date as the lot's clock shows it, e.g. `2026-12-31 23:59:59 (UTC-05:00)`; null without an End Date, without a
 * zone, and for a time that is not on that clock.
 */
export function localEnd(cells: readonly string[], mapping: Mapping, settings: TimeSettings): string | null {
  const { endDate } = fieldValues(cells, mapping);
  if (endDate === undefined || settings.zone === null) return null;
  if (apiDateTime(endDate) !== 'real') return null;
  const clock = clockOf(settings.zone);
  const instant = clock.instantOf(endDate);
  return instant === null ? null : `${endDate.replace('T', ' ')} (UTC${clock.offsetAt(instant)})`;
}

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

/** What the mapped cells say, the dates apart: they go out under other names. */
function fieldValues(cells: readonly string[], mapping: Mapping) {
  const request: Writable<PermitRequest> = {};
  let endDate: string | undefined;
  let startDate: string | undefined;
  const joined = joinedCells(cells, mapping);
  for (let index = 0; index < mapping.length; index++) {
    const field = mapping[index];
    if (!field || isClock(field)) continue;
    const value = trimmed(joined[index] ?? '');
    if (value === '') continue;
    if (field === 'endDate') endDate = value;
    else if (field === 'startDate') startDate = value;
    else request[field] = value;
  }
  return { request, endDate, startDate };
}

// A push converts a million rows of one connection.
const clocks = new Map<string, LotClock>();

function clockOf(zone: string): LotClock {
  const known = clocks.get(zone);
  if (known) return known;
  const made = lotClock(zone);
  clocks.set(zone, made);
  return made;
}
