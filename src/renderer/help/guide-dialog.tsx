import { Button, Image, List, Stack, Text, Title } from '@mantine/core';
import english from '../../../docs/guide.en.md?raw';
import french from '../../../docs/guide.fr.md?raw';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { type Block, boldParts, guideBlocks } from './guide-blocks.ts';

/** By their paths as the guides write them. */
const pictures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../../docs/pictures/*/*.png', {
      eager: true,
      query: '?url',
      import: 'default',
    }),
  ).map(([path, url]) => [path.slice(path.indexOf('pictures/')), url]),
);

/** The guide for staff, as it stands in docs/: in the app nothing of it comes from the network. */
export function GuideDialog() {
  const words = useWords();
  const { dialog, open } = useNavigation();
  const { app } = useApp();
  const [title, ...blocks] = guideBlocks(app.language === 'fr' ? french : english);
  return (
    <Dialog
      opened={dialog === 'guide'}
      onClose={() => open(null)}
      size="min(56rem, 94vw)"
      title={title?.kind === 'title' ? title.text : words.shell.help}
    >
      <Stack gap="sm" pb="md">
        {blocks.map((block) => (
          <GuideBlock key={JSON.stringify(block)} block={block} />
        ))}
        <div>
          <Button variant="default" onClick={() => open('shortcuts')}>
            {words.shortcuts.title}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}

function GuideBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'title':
    case 'heading':
      return (
        <Title order={3} size="h2" mt="sm">
          {block.text}
        </Title>
      );
    case 'text':
      return <Line text={block.text} />;
    case 'list':
      return (
        <List type={block.ordered ? 'ordered' : 'unordered'} spacing={4} pr="lg">
          {block.items.map((item) => (
            <List.Item key={item}>
              <Line text={item} />
            </List.Item>
          ))}
        </List>
      );
    case 'picture':
      return (
        <Image
          src={pictures[block.path]}
          alt={block.says}
          radius="sm"
          style={{ border: '1px solid var(--line)' }}
        />
      );
  }
}

function Line({ text }: { text: string }) {
  return (
    <Text component="span" display="block">
      {boldParts(text).map((part) => (part.bold ? <strong key={part.text}>{part.text}</strong> : part.text))}
    </Text>
  );
}
