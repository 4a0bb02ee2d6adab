import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MeantPermit } from '../../bridge/references.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { SideBySide } from './side-by-side.tsx';

interface PermitsMeantProps {
  readonly batch: string;
  readonly row: number;
  readonly revision: number;
  /** Absent where rows are only looked at. */
  readonly onChoose: ((reference: string) => void) | null;
}

const fields = ['permitNo', 'zone', 'plate', 'startDate', 'endDate'] as const;

/** A date and its time as people write them. */
const told = (value: string) => value.replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ');

/** The permits that a row without a reference ID may mean, side by side, to choose from. */
export function PermitsMeant({ batch, row, revision, onChoose }: PermitsMeantProps) {
  const { references: words } = useWords();
  const [permits, setPermits] = useState<readonly MeantPermit[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the row may mean other permits.
  useEffect(() => {
    let isCurrent = true;
    void bridge.permitsMeant({ batch, row }).then((meant) => {
      if (isCurrent) setPermits(meant.ok ? meant.value : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [batch, row, revision]);

  if (permits.length === 0) return null;
  return (
    <section aria-label={words.meant}>
      <Text size="sm" fw={600} mt={6}>
        {words.meant}
      </Text>
      <SideBySide
        label={words.meant}
        blank={words.unknown}
        columns={permits.map(({ reference }) => ({
          key: reference,
          head: (
            <>
              <Text size="xs" ff="monospace">
                {reference}
              </Text>
              {onChoose !== null && (
                <Button
                  size="compact-sm"
                  variant="default"
                  mt={4}
                  h="auto"
                  px={6}
                  py={3}
                  lh={1.3}
                  styles={{ label: { whiteSpace: 'normal' } }}
                  aria-label={words.chooseLabel(reference)}
                  onClick={() => onChoose(reference)}
                >
                  {words.choose}
                </Button>
              )}
            </>
          ),
        }))}
        lines={[
          ...fields.map((field) => ({
            key: field,
            name: words[field],
            values: permits.map((permit) => told(permit[field] ?? '')),
          })),
          {
            key: 'from',
            name: words.lastKnown,
            values: permits.map(({ day, batch: from }) => words.from(day, from)),
          },
        ]}
      />
    </section>
  );
}
