import type { BatchSummary } from '../../bridge/batch.ts';
import { columnQuestions } from '../../permit/column-question.ts';
import { isSendable } from '../../permit/mapping.ts';
import { operationRules } from '../../permit/operation-rules.ts';
import { assertNever } from '../../permit/result.ts';
import type { Push } from '../push/push.ts';
import type { Place } from './navigation.tsx';

type PlaceState = 'done' | 'attention' | 'running' | 'open' | 'not-yet';

/** What a place tells of itself in the list of places. */
export function stateOf(place: Place, summary: BatchSummary, push: Push | undefined): PlaceState {
  const sendable = isSendable(summary.columns, operationRules[summary.operation]);
  const running = push !== undefined && push.ended === null;
  const ran = summary.runs > 0;
  switch (place) {
    case 'file':
      return 'done';
    case 'columns':
      return sendable && (ran || columnQuestions(summary.columns).length === 0) ? 'done' : 'attention';
    case 'check':
      if (!sendable) return 'not-yet';
      return summary.invalid > 0 ? 'attention' : 'done';
    case 'push':
      if (running) return 'running';
      if (summary.interrupted) return 'attention';
      if (!sendable) return 'not-yet';
      return ran ? 'done' : 'open';
    case 'results':
      if (!ran || running) return 'not-yet';
      return summary.interrupted || summary.tally.rejected + summary.tally.unknown > 0 ? 'attention' : 'done';
    default:
      return assertNever(place);
  }
}
