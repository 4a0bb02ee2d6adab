import { Button, Group, Text } from '@mantine/core';
import { answerOf, bridge } from '../bridge.ts';
import { useWords } from '../language.tsx';
import { useApp } from '../shell/app-description.tsx';
import { FailureNotice } from '../shell/failure-notice.tsx';
import { Notice } from '../shell/notice.tsx';
import { useAsk } from '../shell/problems.tsx';
import type { Saving } from './save-and-try.ts';
import { TrialNotice } from './trial-notice.tsx';

/** What came of saving and trying a connection; once it works, new batches can be sent its way. */
export function SavingNotice({ saving, connection }: { saving: Saving; connection: string }) {
  const { connections: words } = useWords();
  switch (saving.end) {
    case 'saved':
      return null;
    case 'declined':
      return <Notice role="alert" kind="warning" title={words.declined} />;
    case 'not-saved':
      return <FailureNotice failure={saving.failure} title={words.notSaved} />;
    case 'token-not-kept':
      return <FailureNotice failure={saving.failure} title={words.tokenNotKept} />;
    case 'not-tried':
      return <FailureNotice failure={saving.failure} title={words.notTried} />;
    case 'tried':
      return (
        <TrialNotice trial={saving.trial} title={saving.trial.good ? words.works : words.worksNot}>
          {saving.trial.good && <UseForNew connection={connection} />}
        </TrialNotice>
      );
  }
}

function UseForNew({ connection }: { connection: string }) {
  const words = useWords();
  const ask = useAsk();
  const { app, put } = useApp();
  const choose = async () => {
    const choosing = bridge.chooseConnection({ batch: null, connection });
    await ask(choosing);
    if ((await answerOf(choosing)).ok) put({ ...app, connection });
  };
  if (app.connection === connection) {
    return <Text mt={4}>{`${words.start.goesTo} ${connection}`}</Text>;
  }
  return (
    <Group mt="xs">
      <Button size="compact-md" variant="default" onClick={() => void choose()}>
        {words.connections.useForNew}
      </Button>
    </Group>
  );
}
