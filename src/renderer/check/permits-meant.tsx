import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MeantPermit } from '../../bridge/references.ts';
import { bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import classes from './find-references.module.css';

interface PermitsMeantProps {
  readonly batch: string;
  readonly row: number;
  readonly revision: number;
  /** Absent where rows are only looked at. */
  readonly onChoose: ((reference: string) => void) | null;
}

const fields = ['permitNo', 'zone', 'plate', 'startDate', 'endDate'] as const;

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
      <div className={classes.permits}>
        {permits.map((permit) => (
          <div key={permit.reference} className={classes.permit}>
            <Text size="xs" ff="monospace">
              {permit.reference}
            </Text>
            {fields.map((field) => (
              <div key={field}>
                <Text size="xs" c="dimmed">
                  {words[field]}
                </Text>
                <Text size="sm">{permit[field]?.replace('T', ' ') ?? words.unknown}</Text>
              </div>
            ))}
            <div>
              <Text size="xs" c="dimmed">
                {words.lastKnown}
              </Text>
              <Text size="sm">{words.from(permit.day, permit.batch)}</Text>
            </div>
            {onChoose !== null && (
              <Button
                size="compact-sm"
                variant="default"
                mt="auto"
                aria-label={words.chooseLabel(permit.reference)}
                onClick={() => onChoose(permit.reference)}
              >
                {words.choose}
              </Button>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
