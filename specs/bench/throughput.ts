import fc from 'fast-check';
import { Pool } from 'undici';
import { ClaimRun } from '../../fixtures/session/claim-run.ts';
import { makeCase } from '../../fixtures/inquiry/make-case.ts';
import { mapInPool } from '../../fixtures/inquiry/pool.ts';
import type { Case } from '../../schema/exchange.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, type Section } from './figures.ts';
import { startReference } from './reference-process.ts';
import { validBodies } from '../../fixtures/session/contract-values.ts';

const REQUESTS = 1_000;
const ROUNDS = 5;
const GOAL = { text: 'at least 0.8', met: (ratio: number): boolean => ratio >= 0.8 };

/** Checked cases of a second over the same requests by a bare undici pool, in flight together and one by one. */
export async function throughput(): Promise<Section> {
  const reference = await startReference();
  const session = await openTarget(reference.url, {
    PROFILE: 'full',
    CONCURRENCY: '4',
    MAX_REQUESTS: '1000000',
  });
  const bodies = fc.sample(validBodies(session), { seed: 1, numRuns: REQUESTS });
  const cases = bodies.map((body) =>
    makeCase(session.operation, { label: 'bench', body: JSON.stringify(body) }),
  );
  const taken: Record<'pool' | 'together' | 'one' | 'ordered', number[]> = {
    pool: [],
    together: [],
    one: [],
    ordered: [],
  };
  const ask = async (ordered: boolean): Promise<void> => {
    const claim = new ClaimRun(session, 'throughput');
    const steps = cases.map((asked) => () => claim.send(asked));
    if (!ordered) await claim.together(steps);
    else for (const step of steps) await step();
  };
  const rounds = ROUNDS + 1;
  for (let round = 0; round < rounds; round += 1) {
    taken.pool.push(await timed(() => sendBare(reference.url, cases, 4)));
    taken.together.push(await timed(() => ask(false)));
    taken.one.push(await timed(() => sendBare(reference.url, cases, 1)));
    taken.ordered.push(await timed(() => ask(true)));
  }
  await session.close();
  await reference.stop();
  // The first round warms up.
  const ratios = (bare: readonly number[], checked: readonly number[]): number[] =>
    checked.map((ms, index) => (bare[index] ?? Number.NaN) / ms).slice(1);
  const rate = (ms: readonly number[]): number[] =>
    ms.slice(1).map((each) => (REQUESTS * 1000) / each);
  return {
    name: 'throughput',
    figures: [
      figureOf('checked over bare, 4 in flight', 'ratio', ratios(taken.pool, taken.together), GOAL),
      figureOf('checked over bare, one by one', 'ratio', ratios(taken.one, taken.ordered), GOAL),
      figureOf('checked, 4 in flight', 'cases/s', rate(taken.together)),
      figureOf('bare undici, 4 in flight', 'requests/s', rate(taken.pool)),
      figureOf('checked, one by one', 'cases/s', rate(taken.ordered)),
      figureOf('bare undici, one by one', 'requests/s', rate(taken.one)),
    ],
  };
}

async function sendBare(url: string, cases: readonly Case[], width: number): Promise<void> {
  const base = new URL(url);
  const pool = new Pool(base.origin, { connections: width });
  await mapInPool(cases, width, async ({ body, path }) => {
    const { statusCode, body: answer } = await pool.request({
      method: 'PUT',
      path: `${base.pathname}${path}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: body === null ? null : Buffer.from(body),
    });
    await answer.arrayBuffer();
    if (statusCode !== 200) throw new Error(`The reference answered ${statusCode}.`);
  });
  await pool.close();
}

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
