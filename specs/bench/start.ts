import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../fixtures/reference/server.ts';
import { judgeExchange } from '../../schema/judge.ts';
import { loadContract } from '../../schema/contract.ts';
import { PINNED_CONTRACT } from '../../schema/pinned-contract.ts';
import type { Case, Exchange } from '../../schema/exchange.ts';
import { isJsonObject } from '../../schema/json-object.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, type Figure, type Section } from './figures.ts';
import { askClaim, CLAIMS } from '../self/judging/claims.ts';

const ROUNDS = 5;
const OUT = mkdtempSync(join(tmpdir(), 'bench-'));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EMPTY = [
  'node_modules/@playwright/test/cli.js',
  ...['test', '--config', 'specs/bench/empty/playwright.config.ts'],
];
const SUITE = ['fixtures/command/launch.mjs', 'conformance'];

/** Start to verdict of smoke and default over a Playwright run of one empty test, and where the time goes. */
export async function start(): Promise<Section> {
  const taken = { empty: [] as number[], smoke: [] as number[], default: [] as number[] };
  const [before, after]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    taken.empty.push(runMs(EMPTY, {}));
    taken.smoke.push(runMs(SUITE, { PROFILE: 'smoke' }));
    const started = Date.now();
    taken.default.push(runMs(SUITE, { PROFILE: 'default' }));
    const ended = Date.now();
    const { startedAt, durationMs } = timesOfRun();
    before.push(startedAt - started);
    after.push(ended - startedAt - durationMs);
  }
  const long = runMs(SUITE, { PROFILE: 'full', RUNS: '5000' });
  const over = (ms: readonly number[]): number[] =>
    ms.map((each, index) => each / (taken.empty[index] ?? Number.NaN));
  const goal = (most: number) => ({
    text: `at most ${most}`,
    met: (ratio: number): boolean => ratio <= most,
  });
  return {
    name: 'start',
    figures: [
      figureOf('smoke over one empty test', 'ratio', over(taken.smoke), goal(1.5)),
      figureOf('default over one empty test', 'ratio', over(taken.default), goal(3)),
      figureOf('one empty test', 'ms', taken.empty),
      figureOf('smoke, start to verdict', 'ms', taken.smoke),
      figureOf('default, start to verdict', 'ms', taken.default),
      figureOf('full with RUNS=5000, start to verdict', 'ms', [long]),
      figureOf('default: start of the processes', 'ms', before),
      figureOf('default: reports and end', 'ms', after),
      ...(await split()),
    ],
  };
}

function runMs(args: readonly string[], variables: Readonly<Record<string, string>>): number {
  const started = performance.now();
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...variables,
    CONFORMANCE_OUT: OUT,
  };
  delete env.BASE_URL;
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}.`);
  return performance.now() - started;
}

/** When Playwright began the last run, and how long it took, as the report has them. */
function timesOfRun(): { readonly startedAt: number; readonly durationMs: number } {
  const report: unknown = JSON.parse(readFileSync(join(OUT, 'conformance.json'), 'utf8'));
  if (!isJsonObject(report)) throw new Error('conformance.json holds no report.');
  return { startedAt: Date.parse(String(report.startedAt)), durationMs: Number(report.durationMs) };
}

/** Default in this process: contract, waiting for answers, judging, and the rest (generation, mostly). */
async function split(): Promise<readonly Figure[]> {
  const [loading, waiting, judging, rest]: [number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A document is held against the meta-schema once: each round has a copy of its own.
    const copy = join(OUT, `contract-${round}.yaml`);
    copyFileSync(PINNED_CONTRACT, copy);
    loading.push(await timed(() => loadContract(copy)));
    const server = await startServer();
    const session = await openTarget(server.url, { PROFILE: 'default', SPACES: 'one,two' });
    const exchanges: Exchange[] = [];
    const send = async (asked: Case): Promise<Exchange> => {
      const exchange = await session.sender.send(asked);
      exchanges.push(exchange);
      return exchange;
    };
    const all = await timed(async () => {
      for (const claim of CLAIMS) await askClaim({ ...session, sender: { send } }, claim);
    });
    const waited = exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0);
    // What was computed of an answer is kept with it: copies have to be read anew.
    const copies = structuredClone(exchanges);
    const judged = await timed(() => {
      for (const exchange of copies) judgeExchange(session.requirements, exchange);
    });
    waiting.push(waited);
    judging.push(judged);
    rest.push(all - waited - judged);
    await session.close();
    await server.close();
  }
  return [
    figureOf('loading the contract', 'ms', loading),
    figureOf('default: waiting for answers', 'ms', waiting),
    figureOf('default: judging', 'ms', judging),
    figureOf('default: generation and bookkeeping', 'ms', rest),
  ];
}

async function timed(act: () => unknown): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
