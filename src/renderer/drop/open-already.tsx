import { Button, Text } from '@mantine/core';
import type { BatchSummary } from '../../bridge/batch.ts';
import { useBatches } from '../history/batches.tsx';
import { useFormats, useWords } from '../language.tsx';
import { Banner } from '../shell/banner.tsx';
import { useNavigation } from '../shell/navigation.tsx';
import { firstPlace } from './first-place.ts';
import { sameFileBefore } from './same-file-before.ts';

/** Says that the same file is open already, in a batch that holds the work done on it, and leads there. */
export function OpenAlready({ summary }: { summary: BatchSummary }) {
  const { file } = useWords();
  const formats = useFormats();
  const { list } = useBatches();
  const { goTo } = useNavigation();
  const earlier = sameFileBefore(summary, list ?? []);
  if (earlier === null) return null;
  return (
    <Banner title={file.isOpenAlready}>
      <Text>{file.openAlready(formats.instant(earlier.createdAt), earlier.canUndo)}</Text>
      <Button variant="default" size="compact-md" onClick={() => goTo(earlier.batch, firstPlace(earlier))}>
        {file.openThatOne}
      </Button>
    </Banner>
  );
}
