import { expect, test } from '@playwright/test';
import { askClaim } from '../../fixtures/claims/ask-claim.ts';
import type { Claim } from '../../fixtures/claims/claim.ts';
import { concurrency } from '../../fixtures/claims/concurrency.ts';
import { mutants } from '../../fixtures/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/reference/behaviour.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import type { Evidence } from '../../schema/evidence.ts';
import { openTarget } from './judging/open-target.ts';

const ALWAYS = { label: 'always', failed: 4, sent: 4 };

test('answers that are always mixed up while updates are in flight are confirmed as that', async () => {
  const { findings } = await ask(concurrency, behaviourOf('answers-of-the-first-in-flight'));
  expect(findings).toMatchObject([
    { requirement: 'answers-belong-to-requests', confirmed: ALWAYS },
  ]);
});

test('what is wrong with every answer is so with those of updates in flight', async () => {
  const { findings } = await ask(concurrency, behaviourOf('message-number'));
  expect(findings).toMatchObject([{ requirement: '200-message', confirmed: ALWAYS }]);
});

function behaviourOf(name: string): Deviation {
  return mutants.find((mutant) => mutant.name === name)?.behaviour ?? {};
}

async function ask(claim: Claim, behaviour: Deviation): Promise<Evidence> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { TIMEOUT_MS: '8000' });
  const { evidence } = await askClaim(session, claim).finally(async () => {
    await session.close();
    await server.close();
  });
  return evidence;
}
