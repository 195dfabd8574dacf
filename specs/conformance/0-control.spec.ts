import { test } from '../../fixtures/test.ts';

// The control: nothing else is asked of a target that does not answer it, and nothing is written before it. It is an
// update itself, so what an operation that reads shows comes first.
test(
  'The smallest update that the contract allows is answered with a user',
  { tag: '@control' },
  async ({ readFound, sendControl, expect, noteFound }) => {
    const ahead = await readFound();
    const response = await sendControl();
    expect(response).toBeJudgeable();
    await noteFound(response, ahead);
  },
);
