import { expect, test } from '@playwright/test';
import type { Sender } from '../../fixtures/http/sender.ts';
import { StoreWatch } from '../../fixtures/session/store-watch.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Evidence, HazardResult } from '../../schema/requirements/evidence.ts';
import type { Case, Exchange } from '../../schema/http/exchange.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';
import { deletingNulls } from './judging/store-ways.ts';
import { openTarget } from './judging/open-target.ts';
import type { Variables } from './judging/judge-target.ts';
import type { CollectedSpec } from '../../fixtures/spec-collector.ts';
import { CLAIMS, examine } from './judging/claims.ts';

const TIMEOUT_MS = 10_000;

interface Waited {
  readonly evidences: readonly Evidence[];
  /** Milliseconds that a run would have waited for nothing: nobody waits here, each hang says that its limit is over. */
  readonly inVain: number;
  readonly limits: readonly number[];
}

/** Asks claims of a server, some of whose responses never come; hangs take no time of the clock. */
async function askHanging(
  hangs: (asked: Case, number: number) => boolean,
  claims: readonly CollectedSpec[] = CLAIMS,
  variables: Variables = { PROFILE: 'smoke' },
  behaviour: Deviation = {},
): Promise<Waited> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { ...variables, TIMEOUT_MS: String(TIMEOUT_MS) });
  const limits: number[] = [];
  let number = 0;
  const sender: Sender = {
    send: async (asked, { timeoutMs = TIMEOUT_MS } = {}) => {
      number += 1;
      const exchange = await session.sender.send(asked);
      if (!hangs(asked, number)) return { ...exchange, durationMs: 5 };
      limits.push(timeoutMs);
      const { case: sent, class: caseClass, url, startedAt } = exchange;
      const noResponse = {
        kind: 'timeout',
        message: `no whole response in ${timeoutMs} ms`,
      } as const;
      return { case: sent, class: caseClass, url, startedAt, durationMs: timeoutMs, noResponse };
    },
  };
  const evidences = await examine({ ...session, sender }, claims).finally(async () => {
    await session.close();
    await server.close();
  });
  return { evidences, limits, inVain: limits.reduce((sum, ms) => sum + ms, 0) };
}

function nests(levels: number): (asked: Case) => boolean {
  const deep = '['.repeat(levels);
  return ({ body }) => body !== null && Buffer.from(body).includes(deep);
}

function findingsOf(evidences: readonly Evidence[], requirement: string) {
  return evidences
    .flatMap(({ findings }) => findings)
    .filter((each) => each.requirement === requirement);
}

/** Hazards of an outcome. */
function hazardsThat(outcome: HazardResult['outcome'], evidences: readonly Evidence[]) {
  const hazards = evidences.flatMap((each) => each.hazards);
  return hazards.filter((each) => each.outcome === outcome).map(({ hazard }) => hazard);
}

for (const [nulls, behaviour] of [
  ['deletes', deletingNulls()],
  ['is stored', {}],
] as const) {
  for (const [levels, culprits] of [
    [512, ['nesting-lists-512']],
    [128, ['nesting-lists-128', 'nesting-lists-512']],
  ] as const) {
    test(`where null ${nulls}, hangs beyond ${levels} levels cost three time limits at most, and all else is asked`, async () => {
      const smoke = { PROFILE: 'smoke' };
      const { evidences, inVain } = await askHanging(nests(levels), CLAIMS, smoke, behaviour);
      expect(inVain).toBeLessThanOrEqual(3 * TIMEOUT_MS);
      expect(evidences.flatMap(({ limits, errors }) => [...limits, ...errors])).toEqual([]);
      const [finding, ...others] = findingsOf(evidences, 'answer-is-whole');
      expect(others).toEqual([]);
      expect(finding?.response.trouble).toBe(`no whole response in ${TIMEOUT_MS} ms`);
      expect(finding?.confirmed).toMatchObject({ label: 'always', failed: 4 });
      expect(finding?.request.bodyBytes).toBeLessThan(2_000);
      const open = hazardsThat('failed', evidences);
      expect(culprits).toEqual(expect.arrayContaining(open));
      expect(open.length).toBeGreaterThan(0);
      const unhindered = await askHanging(() => false, CLAIMS, smoke, behaviour);
      const neverSent = hazardsThat('not-sent', unhindered.evidences);
      const unsent = hazardsThat('not-sent', evidences).filter((name) => !neverSent.includes(name));
      expect(culprits).toEqual(expect.arrayContaining(unsent));
    });
  }
}

test('a target that hangs on all malformed bodies is found out by all that follows, too', async () => {
  const claims = CLAIMS.filter(({ id }) => ['control', 'refusals', 'spaces'].includes(id));
  const malformed = ({ label }: Case): boolean => label.startsWith('malformed');
  const { evidences, limits } = await askHanging(malformed, claims, {
    PROFILE: 'smoke',
    SPACES: 'one,two',
  });
  expect(findingsOf(evidences, 'answer-is-whole')).toMatchObject([
    {
      response: { trouble: `no whole response in ${TIMEOUT_MS} ms` },
      confirmed: { label: 'always' },
    },
  ]);
  expect(limits.filter((ms) => ms === TIMEOUT_MS).length).toBeLessThanOrEqual(6);
  expect(evidences.at(-1)?.requests).toBeGreaterThan(0);
});

test('what is slow after a hang, and not waited for, is blamed for nothing', async () => {
  const claims = CLAIMS.filter(({ id }) => ['control', 'saving', 'hazards'].includes(id));
  let hung = 0;
  const hangs = (asked: Case): boolean => nests(512)(asked) && (hung += 1) <= 1;
  const { evidences } = await askHanging(hangs, claims, { PROFILE: 'smoke', CONCURRENCY: '1' });
  const [finding] = findingsOf(evidences, 'answer-is-whole');
  expect(finding?.confirmed).toMatchObject({ label: 'intermittent', failed: 1 });
  expect(evidences.flatMap(({ limits }) => limits)).toEqual([]);
});

test('a random update that hangs is shrunk with short limits, and shown with the whole one', async () => {
  const claims = CLAIMS.filter(({ id }) => id === 'control' || id === 'valid-updates');
  const holdsTrue = ({ body }: Case): boolean =>
    body !== null && Buffer.from(body).includes('true');
  const { evidences, limits } = await askHanging(holdsTrue, claims, { PROFILE: 'default' });
  const [finding] = findingsOf(evidences, 'answer-is-whole');
  expect(finding?.response.trouble).toBe(`no whole response in ${TIMEOUT_MS} ms`);
  expect(finding?.request.bodyBytes).toBeLessThan(150);
  expect(limits.filter((ms) => ms === TIMEOUT_MS).length).toBeLessThanOrEqual(4);
});

test('the limit of a request reaches the transport through what follows the store', async () => {
  const limits: (number | undefined)[] = [];
  const transport: Sender = {
    send: (asked, limit) => {
      limits.push(limit?.timeoutMs);
      return Promise.resolve(silenceTo(asked));
    },
  };
  const { send } = new StoreWatch(new StoreModel()).watching(transport);
  await send(READ, { timeoutMs: 250 });
  await send(READ);
  expect(limits).toEqual([250, undefined]);
});

const READ: Case = {
  label: 'read',
  method: 'PUT',
  path: '/',
  query: null,
  headers: [],
  body: null,
};

function silenceTo(asked: Case): Exchange {
  const noResponse = { kind: 'timeout', message: 'no whole response in time' } as const;
  return { case: asked, class: 'valid', url: '/', startedAt: 0, durationMs: 1, noResponse };
}

test('a target that falls silent in the middle of a run is not waited for again and again', async () => {
  const { evidences, inVain } = await askHanging((_, number) => number > 60);
  const asked = evidences.filter(({ errors }) => errors.length > 0);
  expect(asked.length).toBeGreaterThan(3);
  for (const { errors } of asked) expect(errors.map(({ kind }) => kind)).toEqual(['went-away']);
  expect(inVain).toBeLessThanOrEqual(6 * TIMEOUT_MS);
});
