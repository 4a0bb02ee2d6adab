import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inSteps } from '../../../src/renderer/check/in-steps.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function threeSteps() {
  const done: number[] = [];
  const stop = inSteps([1, 2, 3].map((step) => () => done.push(step)));
  return { done, stop };
}

test('each step has a task of its own, in their order', () => {
  const { done } = threeSteps();
  const after = [0, 1, 2, 3].map((tasks) => {
    if (tasks > 0) vi.advanceTimersToNextTimer();
    return [...done];
  });
  expect(after).toEqual([[], [1], [1, 2], [1, 2, 3]]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what is given up does no more steps', () => {
  const { done, stop } = threeSteps();
  vi.advanceTimersToNextTimer();
  stop();
  vi.runAllTimers();
  expect(done).toEqual([1]);
});
