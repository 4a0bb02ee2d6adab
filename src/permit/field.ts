import { z } from 'zod';
import { apiDateTime } from './calendar.ts';

/** The fields of the API's operations; which of them an operation has is its rules' to say. */
export const fieldNames = [
  'referenceId',
  'endDate',
  'plate',
  'amount',
  'currency',
  'permitNo',
  'zone',
  'startDate',
] as const;

export type FieldName = (typeof fieldNames)[number];

const currencies = ['CAD', 'USD'] as const;

/** How long the API lets a value be, in characters. */
export const maxLength = { referenceId: 50, endDate: 20, plate: 25, amount: 9, currency: 10 } as const;

/**
 * The API's rule for each field, as published in its table of attributes (opscom-api.md). A value is trimmed and not
 * blank before the rule is asked; only the reference ID is required. Characters of a plate are counted as code
 * points, as the controller's PHP counts them. The row checker does not run these, for speed: a test holds the two
 * against each other.
 */
export const fieldSchemas = {
  /** "50 characters, letters, digits and dashes" */
  referenceId: z.string().regex(/^[A-Za-z0-9-]{1,50}$/),
  /** "PHP format Y-m-d\TH:i:s", a real day and time */
  endDate: z.string().refine((value) => apiDateTime(value) === 'real'),
  /** "25 characters" */
  plate: z
    .string()
    .min(1)
    .refine((value) => Array.from(value).length <= maxLength.plate),
  /** "9-character decimal; at least three digits, two of them pennies; from 0.01 to 999999.99" */
  amount: z
    .string()
    .max(maxLength.amount)
    .regex(/^\d+\.\d{2}$/)
    .refine((value) => Number(value) >= 0.01 && Number(value) <= 999999.99),
  /** "CAD or USD" */
  currency: z.enum(currencies),
  /** Limits of these two are not stated. */
  permitNo: z.string().min(1),
  zone: z.string().min(1),
  /** Not stated either, but error 9007 ("start time is invalid"): taken to be written as `endTime` is. */
  startDate: z.string().refine((value) => apiDateTime(value) === 'real'),
} as const satisfies Record<FieldName, z.ZodType>;
