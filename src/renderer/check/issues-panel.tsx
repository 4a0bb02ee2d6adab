import { Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import type { BatchSummary, IssueCount } from '../../bridge/batch.ts';
import { type ConfirmableCode, isConfirmable } from '../../permit/issue.ts';
import { bridge } from '../bridge.ts';
import { useAllWords, useWords } from '../language.tsx';
import { everyRow, type RowFilter } from '../shell/navigation.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import type { BulkOpening } from './bulk/bulk-dialog.tsx';
import { columnOfIssue, type IssueAction, issueActions } from './bulk/issue-column.ts';
import classes from './check-place.module.css';
import { Choice } from './choice.tsx';
import { FindReferences } from './find-references.tsx';
import { RejectedRows, useRejections } from './rejected-rows.tsx';
import type { Change } from './use-changes.ts';
import { useDateQuestion } from './use-date-question.ts';

interface IssuesPanelProps {
  readonly summary: BatchSummary;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  /** Nothing can be changed now. */
  readonly readOnly: boolean;
  readonly change: Change;
  readonly onBulkChange: (opening: BulkOpening) => void;
  /** Opens the rows with the same reference ID side by side. */
  readonly onDecide: () => void;
}

/** The issues by kind, with their counts and what can be done about all of a kind. */
export function IssuesPanel({
  summary,
  filter,
  onFilter,
  readOnly,
  change,
  onBulkChange,
  onDecide,
}: IssuesPanelProps) {
  const words = useWords();
  const { issueCounts, batch } = summary;
  const rejections = useRejections(summary);
  const decided = summary.leftOut.reasons['duplicate-by-hand'] ?? 0;
  const question = useDateQuestion(summary);
  const has = (code: IssueCount['code']) => issueCounts.some((one) => one.code === code);
  const lacking = issueCounts
    .filter(({ code }) => code === 'reference-missing' || code === 'reference-ambiguous')
    .reduce((sum, { count }) => sum + count, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={classes.section} aria-label={words.check.issues} tabIndex={0}>
      <Title order={2} mb="xs">
        {words.check.issues}
      </Title>
      {issueCounts.length === 0 && rejections.length === 0 && summary.rows > 0 && (
        <Group gap="xs" wrap="nowrap">
          <StatusIcon status="valid" />
          <Text>{words.check.noIssues}</Text>
        </Group>
      )}
      <RejectedRows
        rejections={rejections}
        filter={filter}
        readOnly={readOnly}
        onFilter={onFilter}
        onLeaveOut={() => onBulkChange({ action: 'leave-out', onShown: true })}
      />
      <Stack gap={0}>
        {issueCounts.map((issue) => (
          <IssueGroup
            key={issue.code}
            issue={issue}
            note={
              question !== null && issue.code === 'end-date-format'
                ? words.check.waitForOrder(question.rows)
                : undefined
            }
            shown={filter.code === issue.code}
            readOnly={readOnly}
            onShow={() => onFilter(filter.code === issue.code ? everyRow : { ...everyRow, code: issue.code })}
            onRepair={() =>
              change(bridge.repairAll({ batch, code: issue.code }), words.check.repaired(issue.safeRepairs))
            }
            onKeep={(code) => change(bridge.confirmAll({ batch, code }), words.check.kept(issue.count))}
            onBulkChange={(action) => {
              // What a repair fits is not to be changed along with the rest.
              const noRepair = issue.safeRepairs > 0 && issue.safeRepairs < issue.count;
              onFilter({ ...everyRow, code: issue.code, noRepair });
              onBulkChange({ action, column: columnOfIssue(issue.code, summary.columns), onShown: true });
            }}
          />
        ))}
      </Stack>
      {!readOnly && lacking > 0 && (
        <FindReferences
          summary={summary}
          lacking={lacking}
          told={issueCounts.find(({ code }) => code === 'reference-ambiguous')?.count ?? 0}
          onFind={({ found }) => change(bridge.findReferences({ batch }), words.references.done(found))}
        />
      )}
      {!readOnly && (has('reference-duplicate') || summary.duplicates !== null || decided > 0) && (
        <>
          <Choice
            label={words.check.duplicates}
            open={words.check.duplicatesOpen}
            choices={words.check.duplicateChoices}
            value={summary.duplicates}
            onChoose={(keep) =>
              void change(
                bridge.chooseDuplicates({ batch, keep }),
                words.steps.chosen({ question: 'duplicates', answer: keep }),
              )
            }
          />
          <Button size="compact-sm" variant="default" mt={6} onClick={onDecide}>
            {words.duplicates.open}
          </Button>
        </>
      )}
      {!readOnly && (question !== null || summary.dateOrder !== null) && (
        <Choice
          label={
            question === null
              ? words.check.dateOrder
              : words.check.dateQuestion(
                  question.example.value,
                  question.example.dayFirst,
                  question.example.monthFirst,
                  question.rows,
                )
          }
          open={words.check.dateOrderOpen}
          choices={words.check.dateOrders}
          value={summary.dateOrder}
          note={
            summary.dateProof !== null && summary.dateProof.order === summary.dateOrder
              ? words.check.dateProof(summary.dateProof.order, summary.dateProof.value)
              : undefined
          }
          onChoose={(order) =>
            void change(
              bridge.chooseDateOrder({ batch, order }),
              words.steps.chosen({ question: 'date-order', answer: order }),
            )
          }
        />
      )}
    </section>
  );
}

interface IssueGroupProps {
  readonly issue: IssueCount;
  /** What is to be said of it besides. */
  readonly note: string | undefined;
  readonly shown: boolean;
  readonly readOnly: boolean;
  readonly onShow: () => void;
  readonly onRepair: () => Promise<unknown>;
  readonly onKeep: (code: ConfirmableCode) => Promise<unknown>;
  readonly onBulkChange: (action: IssueAction) => void;
}

function IssueGroup({
  issue,
  note,
  shown,
  readOnly,
  onShow,
  onRepair,
  onKeep,
  onBulkChange,
}: IssueGroupProps) {
  const { window: words, issues } = useAllWords();
  const title = issues.titles[issue.code];
  const { code } = issue;
  const unfit = issue.count - issue.safeRepairs;
  const actions = issueActions(code);
  return (
    <div className={classes.group} data-active={shown || undefined}>
      <Group gap="xs" wrap="nowrap">
        <StatusIcon status={issue.severity === 'error' ? 'invalid' : 'warned'} />
        <Text flex={1} size="sm">
          {title}
        </Text>
        <Text fw={600}>{words.number(issue.count)}</Text>
      </Group>
      {note !== undefined && (
        <Text size="xs" c="dimmed" pl={28}>
          {note}
        </Text>
      )}
      <Group gap={0} pl={22} style={{ rowGap: 4 }}>
        <Button
          size="compact-xs"
          px={6}
          variant={shown ? 'light' : 'subtle'}
          aria-pressed={shown}
          aria-label={words.check.showIssue(title)}
          onClick={onShow}
        >
          {words.check.show}
        </Button>
        {!readOnly && issue.safeRepairs > 0 && (
          <Button
            size="compact-xs"
            px={6}
            variant="subtle"
            aria-label={words.check.repairAllLabel(issue.safeRepairs, title)}
            onClick={() => void onRepair()}
          >
            {words.check.repairAll(issue.safeRepairs)}
          </Button>
        )}
        {!readOnly && isConfirmable(code) && (
          <Button
            size="compact-xs"
            px={6}
            variant="subtle"
            aria-label={words.check.keepAllLabel(issue.count, title)}
            onClick={() => void onKeep(code)}
          >
            {words.check.keepAll(issue.count)}
          </Button>
        )}
        {!readOnly &&
          issue.safeRepairs === 0 &&
          actions.map((action) => (
            <Button
              key={action}
              size="compact-xs"
              px={6}
              variant="subtle"
              aria-label={words.bulk.ofIssueLabel[action](title)}
              onClick={() => onBulkChange(action)}
            >
              {words.bulk.ofIssue[action]}
            </Button>
          ))}
        {!readOnly && issue.safeRepairs > 0 && (
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button size="compact-xs" px={6} variant="subtle" aria-label={words.bulk.moreOfIssue(title)}>
                {words.shell.more}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>
                {unfit > 0 ? words.bulk.unfit(unfit) : words.bulk.allOfIssue(issue.count)}
              </Menu.Label>
              {actions.map((action) => (
                <Menu.Item
                  key={action}
                  aria-label={words.bulk.ofIssueLabel[action](title)}
                  onClick={() => onBulkChange(action)}
                >
                  {words.bulk.ofIssue[action]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
    </div>
  );
}
