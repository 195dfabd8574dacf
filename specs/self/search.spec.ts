import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Inquiry } from '../../fixtures/inquiry/inquiry.ts';
import { refusingSent } from '../../fixtures/mutants/deviation.ts';
import { updateCase } from '../../fixtures/preferences/update-case.ts';
import type { Deviation } from '../../fixtures/reference/behaviour.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { search } from '../../fixtures/search/search.ts';
import type { Evidence, FindingGroup } from '../../schema/evidence.ts';
import { openTarget } from './judging/open-target.ts';

const KEY = 'cts_number';
const BOUND = 1_000;

test('a number that breaks a server is shrunk to the boundary, the rest to nothing', async () => {
  const [finding] = (await searchNumbers(refusingSent(500, isLarge))).findings;
  expect(finding?.requirement).toBe('no-server-error');
  expect(numberIn(finding)).toBe(BOUND + 1);
  expect(finding?.request.body).toBe(`{"updatedPreferences":{"${KEY}":${BOUND + 1}}}`);
  expect(finding?.confirmed).toEqual({ label: 'always', failed: 4, sent: 4 });
  expect(finding?.path).toMatch(/^\d+(:\d+)+$/);
});

test('what fails now and then is labelled so, k of n', async () => {
  let asked = 0;
  const sometimes = refusingSent(500, (sent) => isLarge(sent) && (asked += 1) % 3 === 1);
  const [finding] = (await searchNumbers(sometimes)).findings;
  expect(finding?.confirmed.label).toBe('intermittent');
  expect(finding?.confirmed.failed).toBeLessThan(finding?.confirmed.sent ?? 0);
});

test('shrinking keeps to its budget', async () => {
  const runs = 40;
  const { requests, findings } = await searchNumbers(refusingSent(500, sendsAny), runs);
  expect(findings).toHaveLength(1);
  expect(requests).toBeLessThanOrEqual(runs * 2 + 60 + 4);
});

test('the same seed gives the same counterexample and the same path', async () => {
  const [one] = (await searchNumbers(refusingSent(500, isLarge))).findings;
  const [two] = (await searchNumbers(refusingSent(500, isLarge))).findings;
  expect([two?.seed, two?.path, two?.request.body]).toEqual([
    one?.seed,
    one?.path,
    one?.request.body,
  ]);
});

async function searchNumbers(behaviour: Deviation, runs = 40): Promise<Evidence> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke' });
  const inquiry = new Inquiry(session);
  try {
    await search(inquiry, {
      slug: 'numbers',
      arbitrary: fc.record(
        { [KEY]: fc.nat(1_000_000), cts_text: fc.string() },
        {
          requiredKeys: [],
        },
      ),
      toCase: (preferences) => updateCase(session.operation, 'random', preferences),
      runs,
      ordered: true,
    });
  } finally {
    await session.close();
    await server.close();
  }
  return inquiry.ledger.toEvidence('numbers');
}

function isLarge(sent: Readonly<Record<string, unknown>>): boolean {
  return Number(sent[KEY] ?? 0) > BOUND;
}

function sendsAny(sent: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(sent).length > 0;
}

function numberIn(finding: FindingGroup | undefined): number {
  return Number(/:(\d+)\}\}$/.exec(finding?.request.body ?? '')?.[1]);
}
