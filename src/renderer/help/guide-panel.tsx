import {
  Button,
  CloseButton,
  Drawer,
  Group,
  Image,
  List,
  ScrollArea,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useFocusReturn, useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import english from '../../../docs/guide.en.md?raw';
import french from '../../../docs/guide.fr.md?raw';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { type Block, boldParts, guideBlocks } from './guide-blocks.ts';
import classes from './guide-panel.module.css';

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

/**
 * The guide for staff, as it stands in docs/: in the app nothing of it comes from the network. It stands beside the work,
 * which goes on meanwhile; where there is no room for both, over it.
 */
export function GuidePanel() {
  const words = useWords();
  const { dialog, guide, closeGuide, open } = useNavigation();
  const { app } = useApp();
  const narrow = useMediaQuery('(max-width: 56em)', undefined, { getInitialValueInEffect: false });
  useFocusReturn({ opened: guide && !narrow });
  const [first, ...blocks] = guideBlocks(app.language === 'fr' ? french : english);
  const title = first?.kind === 'title' ? first.text : words.shell.help;
  const content = (
    <Stack gap="sm" p="md" pt={0}>
      <div>
        <Button variant="default" size="compact-md" onClick={() => open('shortcuts')}>
          {words.shortcuts.title}
        </Button>
      </div>
      {blocks.map((block) => (
        <GuideBlock key={JSON.stringify(block)} block={block} />
      ))}
    </Stack>
  );
  if (narrow) {
    return (
      <Drawer
        opened={guide && dialog === null}
        onClose={closeGuide}
        // Its own way hears the Escape that closed a dialog over it, and would go with that.
        closeOnEscape={false}
        onKeyDown={({ key }) => {
          if (key === 'Escape') closeGuide();
        }}
        position="right"
        size="min(32rem, 94vw)"
        padding={0}
        title={title}
      >
        {content}
      </Drawer>
    );
  }
  return guide ? (
    <BesideTheWork title={title} onClose={closeGuide}>
      {content}
    </BesideTheWork>
  ) : null;
}

interface BesideTheWorkProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function BesideTheWork({ title, onClose, children }: BesideTheWorkProps) {
  const panel = useRef<HTMLElement>(null);
  const { dialog } = useNavigation();
  const behind = useRef(false);
  behind.current = dialog !== null;
  // A window that becomes wide again shows it anew, maybe behind a dialog, which keeps the keyboard then.
  useEffect(() => {
    if (!behind.current) panel.current?.focus();
  }, []);
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label={title}
      data-region
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !behind.current) onClose();
      }}
    >
      <Group wrap="nowrap" justify="space-between" px="md" h={56} flex="none">
        <Title order={2} size="lg">
          {title}
        </Title>
        <CloseButton onClick={onClose} />
      </Group>
      <ScrollArea flex={1} type="auto">
        {children}
      </ScrollArea>
    </aside>
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
