import { randomUUID } from 'node:crypto';
import type { OperationName } from '../../permit/operation.ts';
import { publishedErrorCodes, recordNotFound } from '../error-code.ts';

/** What a request does to the controller's data; a value that was not sent is null and stays as it was. */
export interface PermitChange {
  readonly operation: OperationName;
  readonly referenceId: string;
  readonly permitNo: string | null;
  readonly zone: string | null;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly endDateUtc: string | null;
  readonly plate: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

export type RequestCheck =
  | { readonly errorCode: number; readonly referenceId: string }
  | { readonly errorCode: null; readonly referenceId: string; readonly change: PermitChange };

export interface Access {
  /** The only token that is let in; null lets in every well-formed one. */
  readonly token: string | null;
  exists(referenceId: string): boolean;
}

/** 1 to 50 letters, digits and dashes: the published form of tokens and reference IDs. */
const wellFormed = /^[A-Za-z0-9-]{1,50}$/;

/** Checks a request's body by the published contract; where that is silent, the stricter reading. */
export function checkRequest(operation: OperationName, body: unknown, access: Access): RequestCheck {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { errorCode: 9003, referenceId: '' };
  const fields = body as Readonly<Record<string, unknown>>;
  const given = fields['referenceID'] ?? fields['referenceid'] ?? fields['reference_id'];
  const creates = operation === 'create';
  const referenceId = creates ? randomUUID() : typeof given === 'string' ? given : '';
  const refuse = (errorCode: number): RequestCheck => ({
    errorCode,
    referenceId: creates ? '' : referenceId,
  });

  const denied = tokenError(fields['apiToken'], access);
  if (denied !== null) return refuse(denied);

  const reference = creates ? null : referenceError(given, access);
  if (reference !== null) return refuse(reference);
  const startTime = fields['startTime'] ?? null;
  const endTime = fields['endTime'] ?? null;
  const endDateUtc = fields['EndDateUtc'] ?? null;
  const plate = fields['plate'] ?? fields['LicencePlate'] ?? null;
  const amount = fields['Amount'] ?? fields['amount'] ?? null;
  const currency = fields['currency'] ?? fields['CurrencyID'] ?? null;
  const permitNo = fields['permitNo'] ?? null;
  const zone = fields['zone'] ?? null;
  const wrong =
    timeError(startTime, 9007) ??
    timeError(endTime, 9005) ??
    timeError(endDateUtc, 9005) ??
    plateError(plate) ??
    amountError(amount) ??
    currencyError(currency) ??
    textError(permitNo) ??
    textError(zone);
  if (wrong !== null) return refuse(wrong);
  const times = { startTime, endTime, endDateUtc };
  const change = { operation, referenceId, permitNo, zone, ...times, plate, amount, currency };
  return { errorCode: null, referenceId, change: change as PermitChange };
}

function referenceError(given: unknown, access: Access): number | null {
  if (given === undefined || given === null || given === '') return 9008;
  if (typeof given !== 'string') return 9033;
  if (given.length > 50) return 9030;
  if (!wellFormed.test(given)) return 9033;
  return access.exists(given) ? null : recordNotFound;
}

function textError(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'string') return 9033;
  return value === '' ? 9032 : null;
}

/** `code`: the error of a time that is none. */
function timeError(value: unknown, code: 9005 | 9007): number | null {
  if (value === null) return null;
  if (typeof value !== 'string') return code;
  const match = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.exec(value);
  if (!match) return code;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0 ? null : code;
}

function plateError(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'string') return 9033;
  if (value === '') return 9032;
  return value.length > 25 ? 9021 : null;
}

function amountError(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'string') return 9033;
  if (value.length > 9) return 9030;
  if (value.length < 4) return 9032;
  return /^\d+\.\d\d$/.test(value) && Number(value) >= 0.01 ? null : 9033;
}

function currencyError(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'string') return 9033;
  if (value === '') return 9032;
  if (value.length > 10) return 9030;
  return value === 'CAD' || value === 'USD' ? null : 9033;
}

export function successBody(referenceId: string): string {
  return JSON.stringify({
    status: 'success',
    reference_id: referenceId,
    InternalReferenceID: referenceId,
  });
}

export function errorBody(errorCode: number): string {
  return JSON.stringify({ ErrorCode: errorCode, ErrorMessage: publishedErrorCodes.get(errorCode) ?? '' });
}

/** What is wrong with a request's token; null where it is let in. */
export function tokenError(token: unknown, access: Pick<Access, 'token'>): number | null {
  if (token === undefined || token === null || token === '') return 9001;
  if (typeof token !== 'string' || !wellFormed.test(token)) return 9002;
  return access.token !== null && token !== access.token ? 9002 : null;
}
