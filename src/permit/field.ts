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

/** The API's "possible names" of each attribute, to the letter. */
export const publishedHeaders: Readonly<Record<FieldName, readonly string[]>> = {
  referenceId: ['referenceid', 'referenceID', 'reference_id'],
  endDate: ['endTime', 'EndDateUtc'],
  plate: ['plate', 'LicencePlate'],
  amount: ['amount', 'Amount'],
  currency: ['currency', 'CurrencyID'],
  permitNo: ['permitNo'],
  zone: ['zone'],
  startDate: ['startTime'],
};

/**
 * Names that people give these columns, in English and French; compared without case, accents, spaces and
 * punctuation. None that could be another column of a permit list: no `Date`, `ID`, `Start`, `Permit` or `Total`.
 * They count only where the operation has the field: a `Lot` beside an update is nothing.
 */
export const plainHeaders: Readonly<Record<FieldName, readonly string[]>> = {
  referenceId: [
    'Reference',
    'Reference ID',
    'Reference Number',
    'Reference No',
    'Ref',
    'Ref ID',
    'Ref No',
    'Ref Number',
    'Previous Reference ID',
    'Permit Reference',
    'Permit Reference ID',
    'Permit Ref',
    'Permit Ref ID',
    'Référence',
    'ID de référence',
    'ID référence',
    'Identifiant de référence',
    'Numéro de référence',
    'N° de référence',
    'N° référence',
    'Réf ID',
    'N° réf',
    'Référence du permis',
    'Réf permis',
  ],
  endDate: [
    'End Date',
    'End Time',
    'End Date Time',
    'End Date and Time',
    'End Date UTC',
    'Ends At',
    'Ends On',
    'Permit End',
    'Permit End Date',
    'Permit End Time',
    'Expiry',
    'Expiry Date',
    'Expiry Time',
    'Expires',
    'Expires On',
    'Expires At',
    'Expiration',
    'Expiration Date',
    'Date of Expiry',
    'Permit Expiry',
    'Permit Expiry Date',
    'Valid Until',
    'Valid To',
    'Valid Till',
    'Valid Through',
    'Valid Thru',
    'Date de fin',
    'Date fin',
    'Date et heure de fin',
    'Fin du permis',
    'Date de fin du permis',
    'Expire le',
    'Date d’expiration',
    'Date expiration',
    'Expiration du permis',
    'Échéance',
    'Date d’échéance',
    'Valide jusqu’au',
    'Valable jusqu’au',
  ],
  plate: [
    'Plate',
    'Plate Number',
    'Plate No',
    'Plate Num',
    'License Plate',
    'Licence Plate',
    'License Plate Number',
    'Licence Plate Number',
    'License Plate No',
    'Licence Plate No',
    'Number Plate',
    'Vehicle Plate',
    'Car Plate',
    'Vehicle License Plate',
    'Vehicle Licence Plate',
    'Registration Plate',
    'LPN',
    'Plaque',
    'N° de plaque',
    'N° plaque',
    'Numéro de plaque',
    'Plaque d’immatriculation',
    'Numéro de plaque d’immatriculation',
    'N° de plaque d’immatriculation',
    'Immatriculation',
    'Numéro d’immatriculation',
    'N° d’immatriculation',
    'Plaque du véhicule',
  ],
  amount: [
    'Amount',
    'Price',
    'Cost',
    'Fee',
    'Permit Amount',
    'Permit Price',
    'Permit Cost',
    'Permit Fee',
    'Montant',
    'Prix',
    'Coût',
    'Montant du permis',
    'Prix du permis',
    'Coût du permis',
    'Tarif du permis',
  ],
  currency: [
    'Currency',
    'Currency ID',
    'Currency Code',
    'Amount Currency',
    'CCY',
    'Devise',
    'Code de devise',
    'Code devise',
    'Monnaie',
    'Devise du montant',
  ],
  permitNo: [
    'Permit No',
    'Permit Number',
    'Permit Num',
    'N° de permis',
    'N° permis',
    'Numéro de permis',
    'Numéro du permis',
  ],
  zone: ['Zone', 'Zone Name', 'Lot', 'Lot Name', 'Parking Zone', 'Parking Lot', 'Zone de stationnement'],
  startDate: [
    'Start Date',
    'Start Time',
    'Start Date Time',
    'Start Date and Time',
    'Starts At',
    'Starts On',
    'Permit Start',
    'Permit Start Date',
    'Permit Start Time',
    'Valid From',
    'Date de début',
    'Date début',
    'Date et heure de début',
    'Début du permis',
    'Date de début du permis',
    'Valide à partir du',
    'Valable à partir du',
  ],
};

/** Names that may mean the field and may mean something else: only ever proposed. */
export const doubtfulHeaders: Readonly<Record<FieldName, readonly string[]>> = {
  referenceId: ['Permit ID', 'Internal Reference ID'],
  endDate: ['End', 'Ends', 'Until', 'To', 'Fin', 'Fin le', 'Jusqu’au', 'Heure de fin'],
  plate: ['Registration', 'Vehicle Registration', 'Tag', 'License', 'Licence'],
  amount: ['Total', 'Total Amount', 'Amount Paid', 'Rate', 'Tarif', 'Montant total', 'Montant payé', 'Frais'],
  currency: ['Curr'],
  permitNo: ['Permit', 'Permis'],
  zone: ['Area', 'Location', 'Lot No', 'Lot Number', 'Stationnement', 'Secteur'],
  startDate: ['Start', 'Starts', 'From', 'Début', 'Début le', 'À partir du', 'Heure de début'],
};
