import { Button, Checkbox, Group, Menu, Paper, Text } from '@mantine/core';
import { IconChevronDown, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { BatchSummary } from '../../bridge/batch.ts';
import type { TrailState } from '../../bridge/reports.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';
import { ShortText } from '../shell/short-text.tsx';
import { StatusIcon } from '../shell/status-icon.tsx';
import { discrepancySentence } from './discrepancy-sentence.ts';
import { RemoveBatch } from './remove-batch.tsx';

const formats = ['pdf', 'html', 'csv', 'json'] as const;

/** The batch's audit trail: verifying it, and the report on it. */
export function AuditTrail({ summary }: { summary: BatchSummary }) {
  const { audit } = useAllWords();
  const words = audit.window;
  const ask = useAsk();
  const tell = useTell();
  const { batch } = summary;
  const [found, setFound] = useState<{ readonly of: string; readonly state: TrailState } | null>(null);
  const [busy, setBusy] = useState<'verify' | 'save' | null>(null);
  const [redacted, setRedacted] = useState(false);
  const state = found?.of === batch ? found.state : null;

  const verify = async () => {
    setBusy('verify');
    const answer = await ask(bridge.verifyTrail({ batch }));
    setBusy(null);
    if (answer !== null) setFound({ of: batch, state: answer });
  };
  const save = async (format: (typeof formats)[number]) => {
    setBusy('save');
    const path = await ask(bridge.saveReport({ batch, format, redacted }));
    setBusy(null);
    if (path !== null) tell(words.saved(path));
  };

  return (
    <Paper withBorder px="sm" py="xs" component="section" aria-label={words.title}>
      <Group gap="sm">
        <IconShieldCheck size={20} color="var(--ink-soft)" aria-hidden />
        <div style={{ flex: '1 1 9rem', minWidth: 0 }}>
          <Text size="xs" c="dimmed">
            {words.title}
          </Text>
          <div role="status">
            {state === null ? <Text>{words.hint}</Text> : <VerifiedTrail state={state} />}
          </div>
        </div>
        <Button variant="default" size="compact-md" loading={busy === 'verify'} onClick={() => void verify()}>
          {words.verify}
        </Button>
        <Menu position="bottom-end" width={280}>
          <Menu.Target>
            <Button
              variant="default"
              size="compact-md"
              loading={busy === 'save'}
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              {words.save}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item key={format} onClick={() => void save(format)}>
                {words.formats[format]}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item closeMenuOnClick={false} component="div">
              <Checkbox
                label={words.redact}
                checked={redacted}
                onChange={(event) => setRedacted(event.currentTarget.checked)}
              />
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <RemoveBatch summary={summary} />
      </Group>
    </Paper>
  );
}

function VerifiedTrail({ state }: { state: TrailState }) {
  const { audit } = useAllWords();
  const words = audit.window;
  const { discrepancy, head, signed, entries, inTheAir, unsigned } = state;
  return (
    <>
      <Group gap={6} wrap="nowrap" align="start">
        <StatusIcon status={discrepancy === null ? 'accepted' : 'rejected'} />
        <Text>{discrepancy === null ? words.whole(entries) : discrepancySentence(audit, discrepancy)}</Text>
      </Group>
      {inTheAir > 0 && <Text size="sm">{audit.inTheAir(inTheAir)}</Text>}
      {signed !== null && unsigned.runs.length > 0 && (
        <Text size="sm">{audit.unsignedRuns(unsigned.runs)}</Text>
      )}
      {signed !== null && unsigned.entries > 0 && (
        <Text size="sm">{audit.unsignedEntries(unsigned.entries)}</Text>
      )}
      {head !== null && (
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {words.head}
          </Text>
          <ShortText text={head} />
          <Text size="xs" c="dimmed">
            {words.key}
          </Text>
          {signed === null ? (
            <Text size="sm">{words.unsigned}</Text>
          ) : (
            <ShortText text={signed.fingerprint} />
          )}
        </Group>
      )}
    </>
  );
}
