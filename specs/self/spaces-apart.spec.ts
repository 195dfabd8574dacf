import { expect, test } from '@playwright/test';
import { limitVariants } from '../../fixtures/servers/mutants/limit-variants.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { claimNamed } from './judging/claims.ts';
import { deletingNulls } from './judging/store-ways.ts';

const CLAIMS = ['control', 'spaces', 'spaces-default'].map(claimNamed);

const knownSpacesOnly = limitVariants.find(({ name }) => name === 'known-spaces-only');
const ignoresSpace = mutants.find(({ name }) => name === 'ignores-space');
const notSaved = mutants.find(({ name }) => name === 'not-saved');
const NOTHING = { verdict: 'not-applicable', exercised: 0 };

test('two spaces that keep what is saved are apart, or are not', async () => {
  expect(await judgeSpaces({}, 'one,two')).toMatchObject({ verdict: 'pass', exercised: 3 });
  expect(await judgeSpaces(ignoresSpace?.behaviour, 'one,two')).toMatchObject({ verdict: 'fail' });
});

test('spaces that share their preferences are not apart where null deletes', async () => {
  const shared = deletingNulls(ignoresSpace?.behaviour);
  expect(await judgeSpaces(shared, 'one,two')).toMatchObject({ verdict: 'fail' });
});

test('a space that the target does not know ends a run before spaces are asked for', async () => {
  for (const named of ['bta,alpha', 'alpha,bta']) {
    const unknown = await judgeSpaces(knownSpacesOnly?.behaviour, named);
    expect(unknown).toEqual({ verdict: 'unverified', exercised: 0, seen: [] });
  }
});

test('an update that is answered and not saved says nothing of spaces', async () => {
  const unsaved = await judgeSpaces(notSaved?.behaviour, 'one,two');
  expect(unsaved).toEqual({ ...NOTHING, seen: [] });
});

/** What comes of `spaces-are-apart`, and what is observed of the space that has no name. */
async function judgeSpaces(behaviour: Deviation | undefined, named: string): Promise<object> {
  const server = await startServer(behaviour);
  const variables = { SPACES: named, STRICT: '1' };
  const report = await judgeTarget(server.url, variables, CLAIMS).finally(() => server.close());
  const row = report.requirements.find(({ id }) => id === 'spaces-are-apart');
  const seen = report.observations.filter(({ kind }) => kind === 'default-space');
  return { verdict: row?.verdict, exercised: row?.exercised, seen };
}
