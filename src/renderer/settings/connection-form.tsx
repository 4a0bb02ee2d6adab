import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { ConnectionAdvanced } from './connection-advanced.tsx';
import { type ConnectionDraft, draftErrors, draftOf, sameDraft, sameTarget } from './connection-draft.ts';
import { useConnections } from './connections.tsx';
import { type Saving, saveAndTry } from './save-and-try.ts';
import { SavingNotice } from './saving-notice.tsx';
import { TokenField } from './token-field.tsx';

interface ConnectionFormProps {
  /** Null for a new one. */
  readonly connection: ConnectionSummary | null;
  /** Whether something stands there that is kept nowhere. */
  readonly onTyped: (isTyped: boolean) => void;
  readonly onDone: () => void;
}

const advancedFields = ['zone', 'dayEnd', 'plateForm', 'concurrency', 'rate'] as const;

/** Saves a connection, with its token, and says whether it works; it stays until the person has read that. */
export function ConnectionForm({ connection, onTyped, onDone }: ConnectionFormProps) {
  const all = useWords();
  const words = all.connections;
  const { app, put: putApp } = useApp();
  const { list, put } = useConnections();
  const form = useRef<HTMLFormElement>(null);
  // Once saved, a new connection is one that is changed.
  const [savedName, setSavedName] = useState(connection?.name ?? null);
  const [draft, setDraft] = useState(() => draftOf(connection));
  const [kept, keep] = useState(draft);
  const isTyped = !sameDraft(draft, kept);
  useEffect(() => onTyped(isTyped), [onTyped, isTyped]);
  const [checked, setChecked] = useState<'save' | 'try' | null>(null);
  const [advanced, setAdvanced] = useState(false);
  const [doing, setDoing] = useState<'saving' | 'trying' | null>(null);
  const [saving, setSaving] = useState<Saving | null>(null);

  const saved = (list ?? []).find((one) => one.name === savedName);
  const taken = (list ?? []).map((one) => one.name).filter((name) => name !== savedName);
  const keptHere = saved?.token === 'set' && sameTarget(draft, saved);
  const errorsIf = (andTry: boolean) =>
    draftErrors(all, draft, taken, andTry && !keptHere && saved?.token !== 'no-keychain');
  const errors = checked === null ? {} : errorsIf(checked === 'try');
  const works = saving?.end === 'tried' && saving.trial.good;

  const set = (change: Partial<ConnectionDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    // What worked is not what stands there now; what did not work is still to be read.
    if (works) setSaving(null);
  };

  const save = async (andTry: boolean) => {
    if (doing !== null) return;
    setChecked(andTry ? 'try' : 'save');
    const wrong = errorsIf(andTry);
    if (Object.keys(wrong).length > 0) {
      if (advancedFields.some((field) => wrong[field] !== undefined)) setAdvanced(true);
      // After React has marked them.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setSaving(null);
    setDoing('saving');
    const name = draft.name.trim();
    const end = await saveAndTry({
      draft,
      previousName: savedName,
      andTry,
      onKept: (list) => {
        put(list);
        keep({ ...draft, token: '' });
        setSavedName(name);
        if (savedName !== null && app.connection === savedName) putApp({ ...app, connection: name });
      },
      onTrying: () => setDoing('trying'),
    });
    setDoing(null);
    if (end.end === 'saved') return onDone();
    // A token that was kept is not to stand in the window any longer.
    if (end.end === 'tried' || end.end === 'not-tried') setDraft((before) => ({ ...before, token: '' }));
    setChecked(null);
    setSaving(end);
  };

  useEffect(() => {
    if (saving === null) return;
    const button = form.current?.querySelector<HTMLElement>('[data-primary]');
    button?.scrollIntoView({ block: 'nearest' });
    if (!form.current?.contains(document.activeElement)) button?.focus();
  }, [saving]);

  return (
    <form
      ref={form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(true);
      }}
      noValidate
    >
      <Stack>
        <TextInput
          label={words.name}
          description={words.nameHint}
          error={errors.name}
          required
          data-autofocus={connection?.token !== 'missing' || undefined}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={words.controller}
          description={words.controllerHint}
          error={errors.controller}
          required
          inputMode="url"
          value={draft.controller}
          onChange={(event) => set({ controller: event.currentTarget.value })}
        />
        <TextInput
          label={words.client}
          description={words.clientHint}
          error={errors.client}
          required
          value={draft.client}
          onChange={(event) => set({ client: event.currentTarget.value })}
        />
        <TokenField
          saved={saved}
          keptHere={keptHere}
          error={errors.token}
          value={draft.token}
          onChange={(token) => set({ token })}
        />
        <ConnectionAdvanced
          draft={draft}
          errors={errors}
          onChange={set}
          opened={advanced}
          onOpen={setAdvanced}
        />
        {saving !== null && <SavingNotice saving={saving} connection={savedName ?? draft.name} />}
        <Group justify="flex-end">
          <Text role="status" flex={1} c="dimmed">
            {doing !== null && words.doing[doing]}
          </Text>
          {works ? (
            <Button key="again" type="submit" variant="default">
              {words.tryAgain}
            </Button>
          ) : (
            <Button key="save" variant="subtle" disabled={doing !== null} onClick={() => void save(false)}>
              {words.saveOnly}
            </Button>
          )}
          {works ? (
            <Button key="done" data-primary onClick={onDone}>
              {words.done}
            </Button>
          ) : (
            <Button key="try" data-primary type="submit" loading={doing !== null}>
              {words.saveAndTry}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
