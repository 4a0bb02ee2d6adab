import { SegmentedControl, Text } from '@mantine/core';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly open: string;
  readonly choices: Readonly<Record<Value, string>>;
  readonly value: Value | null;
  /** Why it is chosen. */
  readonly note?: string | undefined;
  readonly onChoose: (value: Value | null) => void;
}

/** A decision for the whole batch that only a person can make; open until one is chosen. */
export function Choice<Value extends string>({
  label,
  open,
  choices,
  value,
  note,
  onChoose,
}: ChoiceProps<Value>) {
  const values = Object.keys(choices) as Value[];
  return (
    <div style={{ marginTop: '0.75rem' }}>
      <Text fw={600} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        size="xs"
        fullWidth
        orientation="vertical"
        aria-label={label}
        value={value ?? 'open'}
        data={[
          { value: 'open', label: open },
          ...values.map((one) => ({ value: one as string, label: choices[one] })),
        ]}
        onChange={(chosen) => onChoose(values.find((one) => one === chosen) ?? null)}
      />
      {note !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {note}
        </Text>
      )}
    </div>
  );
}
