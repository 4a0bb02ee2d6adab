import { Input, SegmentedControl, Stack, Text } from '@mantine/core';
import type { AppDescription } from '../../bridge/app.ts';
import type { Result } from '../../permit/result.ts';
import { RecordsSettings } from '../audit/records-settings.tsx';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { useAsk } from '../shell/problems.tsx';
import { UpdateSetting } from './update-setting.tsx';

const languages = ['system', 'en', 'fr'] as const;
const themes = ['system', 'light', 'dark'] as const;

export function SettingsDialog() {
  const words = useWords();
  const ask = useAsk();
  const { app, put } = useApp();
  const { dialog, open } = useNavigation();
  const change = async (call: Promise<Result<AppDescription>>) => {
    const changed = await ask(call);
    if (changed !== null) put(changed);
  };
  return (
    <Dialog opened={dialog === 'settings'} onClose={() => open(null)} title={words.settings.title}>
      <Stack>
        <Input.Wrapper label={words.settings.language} labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label={words.settings.language}
            data={languages.map((value) => ({ value, label: words.settings.languages[value] }))}
            value={app.chosenLanguage}
            onChange={(language) => void change(bridge.setLanguage({ language }))}
          />
        </Input.Wrapper>
        <Input.Wrapper label={words.settings.theme} labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label={words.settings.theme}
            data={themes.map((value) => ({ value, label: words.settings.themes[value] }))}
            value={app.theme}
            onChange={(theme) => void change(bridge.setTheme({ theme }))}
          />
        </Input.Wrapper>
        <RecordsSettings />
        <UpdateSetting />
        <Text size="sm" c="dimmed">
          {words.settings.version(app.version)}
        </Text>
      </Stack>
    </Dialog>
  );
}
