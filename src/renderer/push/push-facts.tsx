import { Anchor, DataList, Group, Paper, Select, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { PushPreview } from '../../bridge/push.ts';
import { bridge } from '../bridge.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { type RowFilter, useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { lotColumn } from './lot-column.ts';
import classes from './push-facts.module.css';

interface PushFactsProps {
  readonly summary: BatchSummary;
  /** What a resumption sends is no set of rows that a filter can show. */
  readonly kind: 'push' | 'resume';
}

type Show = (label: string, filter: Partial<RowFilter>) => ReactNode;

/** The whole of what a push is about to do; each line leads to its rows. */
export function PushFacts({ summary, kind }: PushFactsProps) {
  const { push } = useAllWords().window;
  const { goTo } = useNavigation();
  const [column, setColumn] = useState<number | null>(() => lotColumn(summary.columns));
  const preview = usePreview(summary, kind, column);
  const { batch } = summary;

  const show: Show = (label, filter) =>
    kind === 'resume' ? (
      <span>{label}</span>
    ) : (
      <Anchor
        component="button"
        type="button"
        inherit
        ta="start"
        className={classes.link}
        aria-label={push.facts.show(label)}
        onClick={() => goTo(batch, 'check', { toSend: true, ...filter })}
      >
        {label}
      </Anchor>
    );

  return (
    <Paper component="section" withBorder p="md" aria-label={push.facts.title}>
      <Title order={3} mb="xs">
        {push.facts.title}
      </Title>
      {preview === null ? (
        <Text c="dimmed" role="status">
          {push.facts.looking}
        </Text>
      ) : (
        <DataList labelWidth="12rem" data-push-facts>
          <Sent preview={preview} show={show} />
          <DataList.Item>
            <DataList.ItemLabel>
              <Group gap={6} wrap="nowrap">
                {push.facts.by}
                <Select
                  size="xs"
                  w="9rem"
                  searchable
                  clearable
                  aria-label={push.facts.byLabel}
                  placeholder={push.facts.noColumn}
                  data={summary.columns.map(({ header }, at) => ({
                    value: String(at + 1),
                    label: header.trim() || String(at + 1),
                  }))}
                  value={column === null ? null : String(column)}
                  onChange={(value) => setColumn(value === null ? null : Number(value))}
                />
              </Group>
            </DataList.ItemLabel>
            <DataList.ItemValue>
              <Groups preview={preview} show={show} />
            </DataList.ItemValue>
          </DataList.Item>
          <Doubts preview={preview} show={show} />
        </DataList>
      )}
    </Paper>
  );
}

function Sent({ preview, show }: { preview: PushPreview; show: Show }) {
  const words = useAllWords().window;
  const formats = useFormats();
  const { facts } = words.push;
  const { rows, endDates, amounts } = preview;
  const end = ({ value, cells }: NonNullable<PushPreview['endDates']>['first']) => {
    const text = value.replace('T', ' ');
    return show(endDates?.utc === true ? facts.utc(text) : text, { values: cells });
  };
  return (
    <>
      <Line label={facts.permits}>
        {show(words.number(rows), {})}
        {preview.before.neverSent < rows && (
          <Text size="sm" c="dimmed">
            {facts.before(preview.before)}
          </Text>
        )}
      </Line>
      {endDates !== null && (
        <Line label={facts.endDates}>
          {endDates.first.value === endDates.last.value ? (
            end(endDates.first)
          ) : (
            <>
              {facts.from} {end(endDates.first)} {facts.to} {end(endDates.last)}
            </>
          )}
        </Line>
      )}
      {amounts.length > 0 && (
        <Line label={facts.amounts}>
          {amounts.map(({ currency, rows, total, cells }) => (
            <div key={currency}>
              {show(
                facts.amount(formats.amount(total), currency, rows),
                currency === ''
                  ? { code: 'amount-without-currency' }
                  : cells === null
                    ? {}
                    : { values: [cells] },
              )}
            </div>
          ))}
        </Line>
      )}
    </>
  );
}

function Groups({ preview: { groups }, show }: { preview: PushPreview; show: Show }) {
  const words = useAllWords().window;
  const { facts } = words.push;
  if (groups === null) return null;
  const { column, values, distinct } = groups;
  return (
    <Group gap="xs">
      {values.map(({ value, rows }) => (
        <span key={value}>
          {show(`${value.trim() || facts.blank} · ${words.number(rows)}`, {
            values: [{ column, values: [value] }],
          })}
        </span>
      ))}
      {distinct > values.length && (
        <Text span c="dimmed">
          {facts.more(distinct - values.length)}
        </Text>
      )}
    </Group>
  );
}

function Doubts({ preview, show }: { preview: PushPreview; show: Show }) {
  const { window: words, issues } = useAllWords();
  const { facts } = words.push;
  const { warnings, confirmed, hidden } = preview;
  return (
    <>
      <Line label={facts.warnings}>
        {warnings.length === 0 && <Text c="dimmed">{facts.noWarnings}</Text>}
        {warnings.map(({ code, rows }) => (
          <div key={code}>{show(facts.warning(issues.titles[code], rows), { code })}</div>
        ))}
      </Line>
      {confirmed > 0 && (
        <Line label={facts.confirmed}>{show(words.rows(confirmed), { confirmed: 'any' })}</Line>
      )}
      {hidden > 0 && (
        <Line label={facts.hidden}>{show(words.rows(hidden), { confirmed: 'row-hidden' })}</Line>
      )}
    </>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

/** Asked anew whenever something changes in the batch; null until the first answer. */
function usePreview(
  summary: BatchSummary,
  kind: 'push' | 'resume',
  column: number | null,
): PushPreview | null {
  const ask = useAsk();
  const [preview, setPreview] = useState<PushPreview | null>(null);
  useEffect(() => {
    let current = true;
    void ask(bridge.pushPreview({ batch: summary.batch, column, kind })).then((found) => {
      if (current) setPreview(found);
    });
    return () => {
      current = false;
    };
  }, [ask, summary, kind, column]);
  return preview;
}
