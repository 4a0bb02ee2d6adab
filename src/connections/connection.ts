import { z } from 'zod';
import { type ControllerFailure, parseClientCode, parseController } from '../permit/controller.ts';
import { parsePlateForm } from '../permit/plate-form.ts';
import { fail, ok, type Result } from '../permit/result.ts';

/** Where updates are pushed to, and how. Its token is in the keychain, never here. */
export interface Connection {
  readonly name: string;
  /** The built-in one, for training: it runs on this machine and needs no token. */
  readonly practice: boolean;
  /** The controller's origin; null for practice, whose origin is known once it is started. */
  readonly controller: string | null;
  /** The integration code in the controller's paths. */
  readonly client: string;
  /** Requests a second at most; null adapts to the controller. */
  readonly rate: number | null;
  /** Requests at once at most, 1 to 64. */
  readonly concurrency: number;
  /** The lot's IANA zone. */
  readonly zone: string | null;
  /** `utc`: End Date is the lot's local time and is sent converted, as EndDateUtc. */
  readonly endDate: 'unchanged' | 'utc';
  /** HH:MM:SS that a date without a time gets. */
  readonly dayEnd: string;
  /** `MIN-MAX`: its plates are capitals and digits alone, so many of them (permit/plate-form.ts); null for any. */
  readonly plateForm: string | null;
}

/** What a person states of a connection. */
export interface ConnectionDraft {
  readonly name: string;
  readonly controller: string;
  readonly client: string;
  readonly rate?: number | null;
  readonly concurrency?: number;
  readonly zone?: string | null;
  readonly endDate?: 'unchanged' | 'utc';
  readonly dayEnd?: string;
  readonly plateForm?: string | null;
}

export type ConnectionFailure =
  | ControllerFailure
  | 'client-code'
  | 'connection-name'
  | 'connection-practice'
  | 'connection-rate'
  | 'connection-concurrency'
  | 'connection-zone'
  | 'connection-utc-without-zone'
  | 'connection-day-end'
  | 'connection-plate-form';

/** The built-in connection: always there, always first, cannot be changed or removed. */
export const practiceConnection: Connection = {
  name: 'Practice',
  practice: true,
  controller: null,
  client: 'PRACTICE',
  rate: null,
  concurrency: 8,
  zone: null,
  endDate: 'unchanged',
  dayEnd: '23:59:59',
  plateForm: null,
};

/** Controller and client code as they were given by hand, for one push: without a name, and with the usual settings. */
export function connectionByHand(controller: string, client: string): Connection {
  return { ...practiceConnection, name: '', practice: false, controller, client };
}

/** Whether controller and client code were given by hand: nothing else was stated then. */
export function isByHand({ name }: Connection): boolean {
  return name === '';
}

/** What a token is bound to: the controller's origin and the client code. A change of either asks for it again. */
export function targetOf({ controller, client }: Pick<Connection, 'controller' | 'client'>): string {
  return `${controller ?? ''} ${client}`;
}

/**
 * The stored form: everything that `newConnection` answers, except `practice`. A file that an administrator wrote may
 * leave out what has a usual value.
 */
export const storedConnection = z.strictObject({
  name: z.string(),
  controller: z.string(),
  client: z.string(),
  rate: z.number().nullable().default(practiceConnection.rate),
  concurrency: z.number().default(practiceConnection.concurrency),
  zone: z.string().nullable().default(practiceConnection.zone),
  endDate: z.enum(['unchanged', 'utc']).default(practiceConnection.endDate),
  dayEnd: z.string().default(practiceConnection.dayEnd),
  plateForm: z.string().nullable().default(null),
});

/** Makes a connection of what a person stated, with the usual values for what was left open. */
export function newConnection(draft: ConnectionDraft): Result<Connection, ConnectionFailure> {
  const name = draft.name.trim();
  if (!/^[^\p{C}]{1,100}$/u.test(name)) return fail('connection-name', { longest: 100 });
  if (sameName(name, practiceConnection.name)) return fail('connection-practice', { name });
  const controller = parseController(draft.controller);
  if (!controller.ok) return controller;
  const client = parseClientCode(draft.client);
  if (!client.ok) return client;
  const { rate = null, concurrency = 8, zone = null, endDate = 'unchanged', dayEnd = '23:59:59' } = draft;
  const plateForm = draft.plateForm?.trim() || null;
  if (rate !== null && !(rate > 0 && rate <= 100_000))
    return fail('connection-rate', { value: String(rate) });
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) {
    return fail('connection-concurrency', { value: String(concurrency) });
  }
  if (zone !== null && !isZone(zone)) return fail('connection-zone', { value: zone });
  if (endDate === 'utc' && zone === null) return fail('connection-utc-without-zone');
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(dayEnd)) return fail('connection-day-end', { value: dayEnd });
  if (plateForm !== null && parsePlateForm(plateForm) === null)
    return fail('connection-plate-form', { value: plateForm });
  return ok({
    name,
    practice: false,
    controller: controller.value,
    client: client.value,
    rate,
    concurrency,
    zone,
    endDate,
    dayEnd,
    plateForm,
  });
}

/** Names are compared without regard to case: keychains and people confuse those that differ in nothing else. */
export function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Whether the runtime knows the IANA zone. Offsets such as `+02:00` are none: they know no summer time. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
