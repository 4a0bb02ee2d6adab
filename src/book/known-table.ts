import type { SourcedFact } from './fact.ts';
import { type KnownPermit, knownFields, requestFields } from './known.ts';

/** A table of permits, the header its first line: each field with where its value is known from. */
export function* knownTable(permits: Iterable<KnownPermit>): Generator<string[]> {
  const columns = knownFields.flatMap((field) => [field, `${field}_known_since`, `${field}_known_from`]);
  yield ['referenceId', ...columns, 'deleted'];
  for (const { reference, values, isDeleted } of permits) {
    const cells = knownFields.flatMap((field) => {
      const known = values[field];
      return known ? [known.value, new Date(known.at).toISOString(), known.batch] : ['', '', ''];
    });
    yield [reference, ...cells, isDeleted ? 'yes' : ''];
  }
}

/** A permit's history as such a table: what it was given, when, and where that is known from. */
export function* historyTable(facts: Iterable<SourcedFact>): Generator<string[]> {
  yield ['referenceId', 'known_since', 'known_from', 'row', 'operation', ...knownFields];
  for (const { reference, at, batch, row, operation, values } of facts) {
    const cells = knownFields.map((field) => {
      const sent = requestFields.find((one) => one.field === field && values[one.name] !== undefined);
      return (sent && values[sent.name]) ?? '';
    });
    yield [reference, new Date(at).toISOString(), batch, String(row), operation, ...cells];
  }
}
