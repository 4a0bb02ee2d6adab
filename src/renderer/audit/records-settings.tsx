import { Checkbox, Input, SegmentedControl } from '@mantine/core';
import type { AppDescription } from '../../bridge/app.ts';
import { bridge } from '../bridge.ts';
import { useAllWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useAsk } from '../shell/problems.tsx';

const terms = { forever: null, '12': 12, '36': 36, '84': 84 } as const;
const termNames = ['forever', '12', '36', '84'] as const;

/** How long batches are kept. */
export function RecordsSettings() {
  const { audit } = useAllWords();
  const words = audit.records;
  const ask = useAsk();
  const { app, put } = useApp();
  const keep = async (months: AppDescription['retention'], keepsKnown: boolean) => {
    const changed = await ask(bridge.setRetention({ months, keepsKnown }));
    if (changed !== null) put(changed);
  };
  return (
    <>
      <Input.Wrapper label={words.retention} labelElement="div" description={words.retentionHint}>
        <SegmentedControl
          fullWidth
          mt={4}
          aria-label={words.retention}
          data={termNames.map((value) => ({ value, label: words.terms[value] }))}
          value={termNames.find((name) => terms[name] === app.retention) ?? 'forever'}
          onChange={(term) => void keep(terms[term], app.keepsKnown)}
        />
      </Input.Wrapper>
      {app.retention !== null && (
        <Checkbox
          label={words.keepKnown}
          description={words.keepKnownHint}
          checked={app.keepsKnown}
          onChange={(event) => void keep(app.retention, event.currentTarget.checked)}
        />
      )}
    </>
  );
}
