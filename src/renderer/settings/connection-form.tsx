import {
  Button,
  Divider,
  Fieldset,
  Group,
  NumberInput,
  Radio,
  Select,
  Stack,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import type { ConnectionSummary } from '../../bridge/connections.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useAsk } from '../shell/problems.tsx';
import { type ConnectionDraft, draftErrors, draftOf, orderOf } from './connection-draft.ts';
import { useConnections } from './connections.tsx';
import { TokenField } from './token-field.tsx';

interface ConnectionFormProps {
  /** Null for a new one. */
  readonly connection: ConnectionSummary | null;
  readonly onDone: () => void;
}

export function ConnectionForm({ connection, onDone }: ConnectionFormProps) {
  const { connections: words } = useWords();
  const ask = useAsk();
  const { list, put } = useConnections();
  const form = useRef<HTMLFormElement>(null);
  // Once saved, a new connection can get its token right here.
  const [savedName, setSavedName] = useState(connection?.name ?? null);
  const [draft, setDraft] = useState(() => draftOf(connection));
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const all = useWords();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const taken = (list ?? []).map((one) => one.name).filter((name) => name !== savedName);
  const errors = checked ? draftErrors(all, draft, taken) : {};
  const set = (change: Partial<ConnectionDraft>) => setDraft((before) => ({ ...before, ...change }));
  const saved = (list ?? []).find((one) => one.name === savedName);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(draftErrors(all, draft, taken)).length > 0) {
      // After React has marked them.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    const order = orderOf(draft, savedName);
    const after = await ask(bridge.saveConnection(order));
    setBusy(false);
    if (after === null) return;
    put(after);
    // Another controller wants a token of its own.
    const asksForToken =
      savedName === null || order.controller !== saved?.controller || order.client !== saved.client;
    setSavedName(order.name);
    const token = after.find((one) => one.name === order.name)?.token;
    if (!asksForToken || token === 'set') onDone();
  };

  return (
    <Stack>
      <form ref={form} onSubmit={(event) => void save(event)} noValidate>
        <Stack>
          <TextInput
            label={words.name}
            description={words.nameHint}
            error={errors.name}
            required
            data-autofocus
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
          <Fieldset legend={words.time}>
            <Stack gap="sm">
              <Select
                label={words.zone}
                description={words.zoneHint}
                error={errors.zone}
                placeholder={words.noZone}
                data={zones}
                searchable
                clearable
                limit={60}
                value={draft.zone}
                onChange={(zone) => set({ zone })}
              />
              <Radio.Group
                label={words.endDate}
                value={draft.endDate}
                onChange={(value) => set({ endDate: value === 'utc' ? 'utc' : 'unchanged' })}
              >
                <Stack gap={6} mt={4}>
                  <Radio value="unchanged" label={words.endDates.unchanged} />
                  <Radio value="utc" label={words.endDates.utc} />
                </Stack>
              </Radio.Group>
              <TextInput
                label={words.dayEnd}
                description={words.dayEndHint}
                error={errors.dayEnd}
                maw="16rem"
                value={draft.dayEnd}
                onChange={(event) => set({ dayEnd: event.currentTarget.value })}
              />
            </Stack>
          </Fieldset>
          <TextInput
            label={words.plateForm}
            description={words.plateFormHint}
            error={errors.plateForm}
            maw="16rem"
            value={draft.plateForm}
            onChange={(event) => set({ plateForm: event.currentTarget.value })}
          />
          <Fieldset legend={words.pace}>
            <Group align="flex-start" grow>
              <NumberInput
                label={words.concurrency}
                error={errors.concurrency}
                min={1}
                max={64}
                allowDecimal={false}
                value={draft.concurrency}
                onChange={(value) => set({ concurrency: typeof value === 'number' ? value : '' })}
              />
              <NumberInput
                label={words.rate}
                error={errors.rate}
                placeholder={words.rateHint}
                min={0}
                value={draft.rate}
                onChange={(value) => set({ rate: typeof value === 'number' ? value : '' })}
              />
            </Group>
          </Fieldset>
          <Group justify="flex-end">
            <Button type="submit" loading={busy}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
      <Divider />
      <TokenField connection={saved ?? null} />
    </Stack>
  );
}
