import { expect, test } from 'playwright/test';
import { wordsIn } from '../../src/words/words.ts';
import { accept, answerJson, reject, scriptedController } from '../support/scripted-controller.ts';
import { connect, startAnew } from './connect.ts';
import { dropFiles } from './drop.ts';
import { engines, whileFrozen } from './freeze.ts';
import { partsOf, permits } from './parts.ts';
import { language, tourOfScreens } from './tour.ts';

const words = wordsIn(language).window;
const { running, look, lookAtResults } = tourOfScreens();

test('A live push of many rows: its questions, its course and its end', async () => {
  const { app, page } = running();
  const controller = await scriptedController((request, response) => {
    const at = Number(request.referenceId.slice('permit-'.length));
    if (at % 50 === 7) reject(9009)(request, response);
    else if (at % 60 === 11) answerJson(response, { hello: 'world' });
    else setTimeout(() => accept(request, response), 20);
  });
  try {
    await connect(page, { name: 'Lot 7', url: 'https://controller.example.com' });
    await dropFiles(page, [permits('lot-7-without-token.csv', 3)]);
    await expect(partsOf(page, language).all(3)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await expect(page.getByText(words.push.tokenMissing('Lot 7'))).toBeVisible();
    await look(page, 'push-without-token');
    await page.getByRole('button', { name: words.push.setToken }).click();
    const form = page.getByRole('dialog', { name: words.connections.editTitle('Lot 7') });
    await expect(form.getByLabel(words.connections.token, { exact: true })).toBeFocused();
    await form.getByLabel(words.connections.token, { exact: true }).fill('screen-token');
    await form.getByRole('button', { name: words.connections.saveOnly }).click();
    await expect(form).toHaveCount(0);
    await expect(page.getByText(words.push.tokenMissing('Lot 7'))).toHaveCount(0);

    await connect(page, { name: 'Downtown', url: controller.url, token: 'screen-token', concurrency: 2 });
    await dropFiles(page, [permits('downtown.csv', 600)]);
    await expect(partsOf(page, language).all(600)).toBeAttached();
    await partsOf(page, language).place('push').click();
    const go = partsOf(page, language).next.getByRole('button', {
      name: words.push.go(600, false),
      exact: true,
    });
    await expect(go).toBeDisabled();
    await look(page, 'push-live');
    await page.getByRole('textbox', { name: words.push.typed(600) }).fill('600');
    await expect(go).toBeEnabled();
    await look(page, 'push-typed');
    await go.click();
    await expect(page.getByRole('img', { name: /^(Rate over time|Rythme dans le temps)/ })).toBeVisible();
    await expect(page.getByText(/^(about|encore) \d/)).toBeVisible();
    await whileFrozen(app, async () => {
      await look(page, 'pushing');
      await page.getByRole('button', { name: words.push.cancel }).click();
      await expect(page.getByRole('dialog', { name: words.push.cancelTitle })).toBeVisible();
      await look(page, 'cancel');
      await page.getByRole('button', { name: words.push.keepPushing }).click();
    });
    await partsOf(page, language).next.getByRole('button', { name: words.push.pause }).click();
    await expect(page.getByText(words.push.phase.paused)).toBeVisible();
    await look(page, 'paused');
    await partsOf(page, language).next.getByRole('button', { name: words.push.goOn }).click();
    await page.getByRole('button', { name: words.push.cancel }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.push.cancel }).click();
    await expect(page.getByText(words.results.end.cancelled)).toBeVisible();
    await lookAtResults(page, 'results-cancelled');
  } finally {
    await controller.close();
  }
});

test('A controller that is not there, one of another lot, and one that knows no such token', async () => {
  const { page } = running();
  const leaving = await scriptedController((request, response) => {
    if (request.before < 12) setTimeout(() => accept(request, response), 20);
    else void leaving.close();
  });
  await connect(page, { name: 'Leaving', url: leaving.url, token: 'screen-token', concurrency: 2 });
  await dropFiles(page, [permits('leaving.csv', 60)]);
  await expect(partsOf(page, language).all(60)).toBeAttached();
  await partsOf(page, language).place('push').click();
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(60, false), exact: true })
    .click();
  await expect(page.getByText(words.push.phase.waiting)).toBeVisible();
  await look(page, 'waiting');
  await page.getByRole('button', { name: words.push.cancel }).click();
  await page.getByRole('dialog').getByRole('button', { name: words.push.cancel }).click();
  await expect(page.getByText(words.results.end.cancelled)).toBeVisible();
  // No controller answered: what is told of the row is this computer's.
  await expect(page.getByText(words.check.whatHappened, { exact: true })).toBeVisible();
  await expect(page.getByText(words.check.controllerSaid, { exact: true })).toHaveCount(0);

  const other = await scriptedController(reject(9009));
  const closed = await scriptedController(reject(9002));
  try {
    await connect(page, { name: 'Other lot', url: other.url, token: 'screen-token' });
    await dropFiles(page, [permits('other.csv', 40)]);
    await expect(partsOf(page, language).all(40)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await partsOf(page, language)
      .next.getByRole('button', { name: words.push.go(40, false), exact: true })
      .click();
    await expect(page.getByText(words.push.phase.asking)).toBeVisible();
    await look(page, 'asking');
    await page.getByRole('button', { name: words.push.yesGoOn }).click();
    await expect(page.getByText(words.results.end.finished)).toBeVisible();
    await lookAtResults(page, 'results-rejected');

    await connect(page, { name: 'Closed', url: closed.url, token: 'screen-token' });
    await dropFiles(page, [permits('closed.csv', 5)]);
    await expect(partsOf(page, language).all(5)).toBeAttached();
    await partsOf(page, language).place('push').click();
    await partsOf(page, language)
      .next.getByRole('button', { name: words.push.go(5, false), exact: true })
      .click();
    await expect(page.getByText(words.results.end.stopped)).toBeVisible();
    await lookAtResults(page, 'results-stopped');
  } finally {
    await other.close();
    await closed.close();
  }
});

test('A push that the app did not live to finish is offered at the start', async () => {
  const { app, page } = running();
  await page.evaluate(() => window.permitLoader.chooseConnection({ batch: null, connection: 'Practice' }));
  await startAnew(page);
  await dropFiles(page, [permits('interrupted.csv', 30_000)]);
  await expect(partsOf(page, language).all(30_000)).toBeAttached();
  await partsOf(page, language).place('push').click();
  await partsOf(page, language)
    .next.getByRole('button', { name: words.push.go(30_000, true), exact: true })
    .click();
  await expect(page.getByText(words.push.phase.sending)).toBeVisible();
  for (const pid of await engines(app)) process.kill(pid, 'SIGKILL');
  await expect(page.getByText(words.results.end.failed)).toBeVisible();
  await lookAtResults(page, 'results-interrupted');
  await startAnew(page);
  const notice = page.getByRole('note').filter({ hasText: 'interrupted.csv' });
  // The pushes that the tests above stopped are offered too.
  await expect(notice.getByText(words.history.interruptedMany(4))).toBeVisible();
  await look(page, 'interrupted');
  await notice.getByRole('button', { name: `${words.history.resume} interrupted.csv` }).click();
  await expect(page.getByRole('heading', { name: words.push.resumeTitle })).toBeVisible();
  await look(page, 'resume');
});
