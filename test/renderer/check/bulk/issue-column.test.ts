import { describe, expect, it } from 'vitest';
import type { IssueCode } from '../../../../src/permit/issue.ts';
import { issueActions } from '../../../../src/renderer/check/bulk/issue-column.ts';

describe('What is offered for all rows of a kind that no repair fits', () => {
  it.each<[IssueCode, readonly string[]]>([
    ['plate-too-long', ['set', 'blank', 'leave-out']],
    ['currency-unknown', ['set', 'blank', 'leave-out']],
    ['reference-missing', ['set', 'leave-out']],
    ['nothing-to-update', ['set', 'leave-out']],
    ['amount-without-currency', ['set', 'leave-out']],
    ['not-a-permit', ['leave-out']],
    ['permit-exists', ['leave-out']],
  ])('%s: %j', (code, actions) => {
    expect(issueActions(code)).toEqual(actions);
  });
});
