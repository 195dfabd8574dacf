import { expect, test } from '@playwright/test';
import { fidelityMutants } from '../../fixtures/servers/mutants/fidelity.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { openTarget } from './judging/open-target.ts';
import { askClaim, claimNamed } from './judging/claims.ts';

/** Responses whose sizes have one level, whatever the values are. */
const MANY = 800;

const validUpdates = claimNamed('valid-updates');

test('against a server that merges, responses are no larger after 2,000 requests than after 200', async () => {
  const sizes: number[] = [];
  const server = await startServer({
    serialise: (body, reply, call) => {
      const bytes = referenceBehaviour.serialise(body, reply, call);
      sizes.push(bytes.length);
      return bytes;
    },
  });
  const session = await openTarget(server.url, { PROFILE: 'full', RUNS: '2600' });
  const { evidence } = await askClaim(session, validUpdates).finally(async () => {
    await session.close();
    await server.close();
  });
  expect(evidence.findings).toEqual([]);
  expect(sizes.length).toBeGreaterThan(2_050);
  // Values are random, and so is the size of each response around its level: of a few hundred, by a fifth and more.
  const early = sizes.slice(200, 200 + MANY);
  expect(median(sizes.slice(-MANY))).toBeLessThanOrEqual(1.2 * median(early));
});

test('the values that a server changes are found without the largest one in each response', async () => {
  const sizes: number[] = [];
  const [changing] = fidelityMutants.filter(({ name }) => name === 'stringifies-values');
  const server = await startServer({
    ...ownOf(changing?.behaviour),
    serialise: (body, reply, call) => {
      const bytes = referenceBehaviour.serialise(body, reply, call);
      sizes.push(bytes.length);
      return bytes;
    },
  });
  const session = await openTarget(server.url, { PROFILE: 'smoke' });
  const { evidence } = await askClaim(session, claimNamed('hazards')).finally(async () => {
    await session.close();
    await server.close();
  });
  expect(evidence.findings.length).toBeGreaterThan(1);
  expect(sizes.length).toBeGreaterThan(100);
  expect(sizes.filter((size) => size > 1024 * 1024).length).toBeLessThanOrEqual(10);
});

function ownOf(behaviour: Deviation = {}): Partial<Behaviour> {
  return typeof behaviour === 'function' ? behaviour() : behaviour;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
