import { Button, Group, Paper, Text } from '@mantine/core';
import { IconDeviceFloppy, IconExternalLink, IconFileSpreadsheet, IconFolder } from '@tabler/icons-react';
import type { BatchSummary } from '../../bridge/batch.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { fileNameOf } from '../shell/file-name.ts';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';
import { OlderResults } from './older-results.tsx';

/** Where the results CSV lies, and the ways to it. */
export function ResultsFile({ summary }: { summary: BatchSummary }) {
  const words = useWords();
  const ask = useAsk();
  const tell = useTell();
  const { batch, results } = summary;
  const saveWorkbook = async () => {
    const path = await ask(bridge.saveResultsWorkbook({ batch }));
    if (path !== null) tell(words.check.saved(path));
  };
  const saveButton = (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconDeviceFloppy size={16} aria-hidden />}
      onClick={() => void saveWorkbook()}
    >
      {words.results.saveWorkbook}
    </Button>
  );
  if (results === null) {
    return summary.runs === 0 ? (
      <Text c="dimmed">{words.results.noFile}</Text>
    ) : (
      <Group gap="sm" justify="space-between">
        <Text c="dimmed">{words.results.fileElsewhere}</Text>
        {saveButton}
      </Group>
    );
  }
  const name = fileNameOf(results);
  const folder = results.slice(0, Math.max(results.length - name.length - 1, 1));
  return (
    <Paper withBorder px="sm" py="xs">
      <Group gap="sm">
        <IconFileSpreadsheet size={20} color="var(--ink-soft)" aria-hidden />
        <div style={{ flex: '1 1 9rem', minWidth: 0 }}>
          <Text size="xs" c="dimmed" truncate title={results}>
            {words.results.file} {words.results.inFolder(folder)}
          </Text>
          <Text truncate title={results} data-results-path={results}>
            {name}
          </Text>
        </div>
        <Group gap="sm">
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconFolder size={16} aria-hidden />}
            onClick={() => void ask(bridge.showResults({ batch, path: results }))}
          >
            {words.results.showInFolder}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            leftSection={<IconExternalLink size={16} aria-hidden />}
            onClick={() => void ask(bridge.openResults({ batch, path: results }))}
          >
            {words.results.open}
          </Button>
          {saveButton}
        </Group>
      </Group>
      <OlderResults batch={batch} paths={summary.olderResults} />
    </Paper>
  );
}
