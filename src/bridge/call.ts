import type { z } from 'zod';

/** Who answers a call: main itself, or the engine, to which main passes it on as it is. */
export type Answerer = 'main' | 'engine';

/** A call of the window's: who answers it, the schema that its input must pass, and what it answers when it goes well. */
export interface Call<By extends Answerer, Input extends z.ZodType, Output> {
  readonly by: By;
  readonly input: Input;
  /** For the compiler alone: there is no such property. */
  readonly output?: Output;
}

/** A call that main answers: its handler is in `main/handlers`, in the file of its topic. */
export const toMain = stating('main');

/** A call that the engine answers: its handler is in `main/engine/handlers`, in the file of its topic. */
export const toEngine = stating('engine');

function stating<By extends Answerer>(by: By) {
  return <Input extends z.ZodType>(input: Input) => ({
    answers: <Output>(): Call<By, Input, Output> => ({ by, input }),
  });
}
