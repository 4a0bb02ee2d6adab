import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { operationNames } from '../../permit/operation.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useTell } from '../shell/messages.tsx';
import { useAsk } from '../shell/problems.tsx';

/** Saves an empty file with the right headers, for whoever has no list yet. */
export function TemplateMenu() {
  const words = useWords();
  const ask = useAsk();
  const tell = useTell();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="md" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {words.start.template}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {operationNames.map((operation) => (
          <Menu.Item
            key={operation}
            onClick={async () => {
              const path = await ask(bridge.saveTemplate({ operation }));
              if (path !== null) tell(words.check.saved(path));
            }}
          >
            {words.start.templates[operation]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
