import { test } from '../../fixtures/test.ts';

// The control: nothing else is asked of a target that does not answer it, and nothing is written before it.
test(
  'The smallest update that the contract allows is answered with a user',
  { tag: '@control' },
  async ({ sendControl, expect, noteFound }) => {
    const response = await sendControl();
    expect(response).toBeJudgeable();
    await noteFound(response);
  },
);
