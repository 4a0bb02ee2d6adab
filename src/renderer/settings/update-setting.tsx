import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useAsk } from '../shell/problems.tsx';

/** Where new versions are asked for, once it is left or Enter is pressed; an administrator's file settles it. */
export function UpdateSetting() {
  const words = useWords().settings.updates;
  const ask = useAsk();
  const { app, put } = useApp();
  const { address, settled } = app.updateFeed;
  const [typed, setTyped] = useState(address ?? '');
  const save = async () => {
    const wanted = typed.trim() || null;
    if (settled || wanted === address) return;
    const changed = await ask(bridge.setUpdateFeed({ address: wanted }));
    if (changed !== null) put(changed);
  };
  return (
    <TextInput
      label={words.label}
      description={settled ? words.settled : words.hint}
      placeholder="https://"
      value={typed}
      disabled={settled}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save();
      }}
    />
  );
}
