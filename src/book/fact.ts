import type { OperationName } from '../permit/operation.ts';
import type { PermitRequest } from '../permit/permit-request.ts';

/** What a connection is told by in the book: pushes with controller and client code by hand count too. */
export interface BookConnection {
  /** An origin; `practice` for the practice connection, whose origin is another at each start. */
  readonly controller: string;
  readonly client: string;
}

/** What stands for the origin of the practice controller. */
const practiceOrigin = 'practice';

/** The name of the practice connection; no other connection may have it. */
const practiceName = 'Practice';

/** The book's connection of a connection or a run, whose name tells practice apart. */
export function bookConnectionOf(target: {
  readonly name: string;
  readonly controller: string | null;
  readonly client: string;
}): BookConnection {
  const { name, controller, client } = target;
  const isPractice = name === practiceName || controller === null;
  return { controller: isPractice ? practiceOrigin : controller, client };
}

/** What a permit was given. */
export type FactValues = Omit<PermitRequest, 'referenceId'>;

/** One accepted row of a batch. */
export interface Fact {
  readonly reference: string;
  /** Epoch milliseconds: when it was accepted. */
  readonly at: number;
  readonly row: number;
  readonly run: number;
  readonly operation: OperationName;
  readonly values: FactValues;
}

/** A fact, and which connection's permit it is about. */
export interface ConnectedFact extends Fact {
  readonly of: BookConnection;
}

/** A fact, and where it is known from. */
export interface SourcedFact extends Fact {
  /** The file name of the batch, or of the list that was imported. */
  readonly batch: string;
  /** The source's number in the book: names may be alike. */
  readonly source: number;
  /** It was not accepted from here: a person imported it. */
  readonly imported: boolean;
}

/** The book's columns of a fact's values, and what they are called in a request. */
export const valueColumns = {
  end_time: 'endTime',
  end_utc: 'endDateUtc',
  start_time: 'startTime',
  plate: 'plate',
  amount: 'amount',
  currency: 'currency',
  permit_no: 'permitNo',
  zone: 'zone',
} as const satisfies Readonly<Record<string, keyof FactValues>>;
