import { Group, Kbd, Table, Text } from '@mantine/core';
import { useWords } from '../language.tsx';
import { useApp } from './app-description.tsx';
import { Dialog } from './dialog.tsx';
import { useNavigation } from './navigation.tsx';

export function ShortcutsDialog() {
  const words = useWords();
  const { dialog, open } = useNavigation();
  const { app } = useApp();
  const mac = app.platform === 'darwin';
  const mod = mac ? '⌘' : 'Ctrl';
  const shift = mac ? '⇧' : 'Shift';
  const list: readonly (readonly [readonly string[], string])[] = [
    [[mod, 'N'], words.shell.newBatch],
    [[mod, 'O'], words.shortcuts.open],
    [[mod, '1 – 5'], words.shortcuts.places],
    [[mod, 'Enter'], words.shortcuts.next],
    [[mod, 'F'], words.shortcuts.find],
    [[mod, shift, 'F'], words.shortcuts.history],
    [['Enter'], words.shortcuts.edit],
    [['Esc'], words.shortcuts.leave],
    [[mod, '.'], words.shortcuts.repair],
    [['Alt', '↓'], words.shortcuts.columnMenu],
    [[mod, 'E'], words.shortcuts.bulk],
    [[mod, shift, 'L'], words.shortcuts.leaveOut],
    [[mod, shift, 'B'], words.shortcuts.bringBack],
    [[mod, 'Z'], words.shortcuts.undo],
    [mac ? [mod, shift, 'Z'] : [mod, 'Y'], words.shortcuts.redo],
    [[mod, 'C'], words.shortcuts.copy],
    [['F6'], words.shortcuts.region],
    [[mod, '+ / −'], words.shortcuts.zoom],
    [[mod, ','], words.shell.settings],
    [['F1'], words.shortcuts.help],
  ];
  return (
    <Dialog
      opened={dialog === 'shortcuts'}
      onClose={() => open(null)}
      size="lg"
      title={words.shortcuts.title}
    >
      <Text c="dimmed" mb="sm">
        {words.shortcuts.lead}
      </Text>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {list.map(([keys, does]) => (
            <Table.Tr key={does}>
              <Table.Td w="12rem">
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
