import { Accordion, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useWords } from '../language.tsx';
import type { ConnectionDraft, DraftErrors } from './connection-draft.ts';

interface ConnectionAdvancedProps {
  readonly draft: ConnectionDraft;
  readonly errors: DraftErrors;
  readonly onChange: (change: Partial<ConnectionDraft>) => void;
  readonly opened: boolean;
  readonly onOpen: (opened: boolean) => void;
}

/** What few have to say of a connection: how its end dates go out, what its plates look like, how fast it may be. */
export function ConnectionAdvanced({ draft, errors, onChange, opened, onOpen }: ConnectionAdvancedProps) {
  const { connections: words } = useWords();
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  return (
    <Accordion
      variant="contained"
      transitionDuration={0}
      value={opened ? 'advanced' : null}
      onChange={(value) => onOpen(value !== null)}
    >
      <Accordion.Item value="advanced">
        <Accordion.Control>
          <Text fw={600}>{words.advanced}</Text>
          <Text size="sm" c="dimmed">
            {words.advancedHint}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
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
              onChange={(zone) => onChange({ zone })}
            />
            <Radio.Group
              label={words.endDate}
              value={draft.endDate}
              onChange={(value) => onChange({ endDate: value === 'utc' ? 'utc' : 'unchanged' })}
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
              value={draft.dayEnd}
              onChange={(event) => onChange({ dayEnd: event.currentTarget.value })}
            />
            <TextInput
              label={words.plateForm}
              description={words.plateFormHint}
              error={errors.plateForm}
              value={draft.plateForm}
              onChange={(event) => onChange({ plateForm: event.currentTarget.value })}
            />
            <Group align="flex-start" grow>
              <NumberInput
                label={words.concurrency}
                error={errors.concurrency}
                min={1}
                max={64}
                allowDecimal={false}
                value={draft.concurrency}
                onChange={(value) => onChange({ concurrency: typeof value === 'number' ? value : '' })}
              />
              <NumberInput
                label={words.rate}
                error={errors.rate}
                placeholder={words.rateHint}
                min={0}
                value={draft.rate}
                onChange={(value) => onChange({ rate: typeof value === 'number' ? value : '' })}
              />
            </Group>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
