import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { openConfirmModal } from '@mantine/modals';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FoundPermits, ListAnswer, UntoldList } from '../../bridge/permits.ts';
import type { Failure, Result } from '../../permit/result.ts';
import { answerOf, bridge } from '../bridge.ts';
import { failureMessage } from '../failure-message.ts';
import { useAllWords, useFormats } from '../language.tsx';
import { useConnectionName } from '../settings/connection-name.ts';
import { useConnections } from '../settings/connections.tsx';
import { useApp } from '../shell/app-description.tsx';
import { useTell } from '../shell/messages.tsx';
import { PlaceFrame } from '../shell/place-frame.tsx';
import { useAsk } from '../shell/problems.tsx';
import { PermitHistory } from './permit-history.tsx';
import { PermitTable } from './permit-table.tsx';
import { RowsWere } from './rows-were.tsx';

/** What this computer last knew of the chosen connection's permits: what staff look for when a driver stands at the counter. */
export function PermitsPage() {
  const { window: words } = useAllWords();
  const { app } = useApp();
  const { get } = useConnections();
  const connection = get(app.connection)?.name ?? null;
  if (connection === null) {
    return (
      <PlaceFrame sentence={words.permits.lead}>
        <Text p="md">{words.permits.noConnection}</Text>
      </PlaceFrame>
    );
  }
  return <PermitsOf key={connection} connection={connection} />;
}

function PermitsOf({ connection }: { connection: string }) {
  const { window: words } = useAllWords();
  const { permits: said } = words;
  const formats = useFormats();
  const ask = useAsk();
  const tell = useTell();
  const { get } = useConnections();
  const nameOf = useConnectionName();
  const [text, setText] = useState('');
  const [sought] = useDebouncedValue(text.trim(), 200);
  const [changes, setChanges] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);
  const [untold, setUntold] = useState<UntoldList | null>(null);
  const { found, failure } = useSearch(connection, sought, changes);
  const save = async () => {
    const path = await ask(bridge.savePermits({ connection, text: sought, reference: null }));
    if (path !== null) tell(said.saved(path));
  };
  const importList = async (answer: Promise<Result<ListAnswer | null>>) => {
    const taken = await ask(answer);
    setUntold(taken?.kind === 'untold' ? taken : null);
    if (taken?.kind !== 'taken') return;
    const day = formats.isoDay(new Date(taken.at).toISOString());
    tell(said.taken(taken, day));
    setChanges((count) => count + 1);
  };
  const forgetAll = async () => {
    const known = await ask(bridge.countPermits({ connection }));
    const of = get(connection);
    if (known === null || of === undefined) return;
    openConfirmModal({
      title: said.forgetAllTitle(nameOf(of)),
      children: <Text>{said.forgetAllText(known)}</Text>,
      labels: { confirm: said.forgetYes, cancel: words.shell.cancel },
      confirmProps: { color: 'red' },
      onConfirm: async () => {
        const count = await ask(bridge.forgetAllPermits({ connection }));
        if (count !== null) onForgotten(count);
      },
    });
  };
  const onForgotten = (count: number) => {
    setOpened(null);
    tell(said.forgot(count));
    setChanges((before) => before + 1);
  };
  const isEmpty = found !== null && found.permits.length === 0;
  return (
    <PlaceFrame
      sentence={said.lead}
      actions={[
        { label: said.importList, onClick: () => void importList(bridge.importPermits({ connection })) },
        { label: said.forgetAll, disabled: isEmpty && sought === '', onClick: () => void forgetAll() },
      ]}
      next={
        <Button disabled={found === null || isEmpty} onClick={() => void save()}>
          {said.save}
        </Button>
      }
    >
      <Stack gap="sm" p="md">
        <Group>
          <TextInput
            flex={1}
            maw="32rem"
            aria-label={said.search}
            placeholder={said.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Group>
        <Outcome found={found} failure={failure} text={sought} />
        {found !== null && !isEmpty && <PermitTable permits={found.permits} onOpen={setOpened} />}
      </Stack>
      <RowsWere
        list={untold}
        onClose={() => setUntold(null)}
        onSaid={(rowsWere) => void importList(bridge.importAsked({ rowsWere }))}
      />
      <PermitHistory
        connection={connection}
        reference={opened}
        onClose={() => setOpened(null)}
        onForgotten={onForgotten}
      />
    </PlaceFrame>
  );
}

interface OutcomeProps {
  readonly found: FoundPermits | null;
  readonly failure: Failure | null;
  readonly text: string;
}

/** How the search went, in a sentence. */
function Outcome({ found, failure, text }: OutcomeProps) {
  const words = useAllWords();
  const { permits: said } = words.window;
  if (failure !== null) {
    return (
      <Text role="alert">
        {said.failed} {failureMessage(words, failure)}
      </Text>
    );
  }
  if (found === null) return <Text role="status">{said.looking}</Text>;
  const { permits, more } = found;
  if (permits.length > 0) {
    return (
      <Text role="status" c="dimmed" size="sm">
        {more ? said.first(permits.length) : said.found(permits.length)}
      </Text>
    );
  }
  return (
    <div role="status">
      <Text>{text === '' ? said.none : said.nothingFound(text)}</Text>
      {text === '' && <Text c="dimmed">{said.noneHint}</Text>}
    </div>
  );
}

interface Search {
  readonly found: FoundPermits | null;
  readonly failure: Failure | null;
}

/** Looked up anew when the text, or what is known, is another: until then the earlier answer stays. */
function useSearch(connection: string, text: string, changes: number): Search {
  const [search, setSearch] = useState<Search>({ found: null, failure: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that what is known changed.
  useEffect(() => {
    let stale = false;
    void answerOf(bridge.searchPermits({ connection, text })).then((answer) => {
      if (stale) return;
      setSearch(
        answer.ok ? { found: answer.value, failure: null } : { found: null, failure: answer.failure },
      );
    });
    return () => {
      stale = true;
    };
  }, [connection, text, changes]);
  return search;
}
