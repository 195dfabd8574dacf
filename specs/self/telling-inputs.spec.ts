import { expect, test } from '@playwright/test';
import { combinationMutants } from '../../fixtures/servers/mutants/combinations.ts';
import { refusingSent } from '../../fixtures/servers/mutants/deviation.ts';
import { contains } from '../../fixtures/servers/mutants/json-rewriting.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { renderFailureText } from '../../reports/formats/failure-text.ts';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { HAZARDS } from '../../schema/hazards/hazards.ts';
import { askClaim, hazardsOf } from './judging/claims.ts';
import { openTarget } from './judging/open-target.ts';
import { test as pageTest } from './reports/page-test.ts';
import { sampleFinding, sampleRequest } from './reports/sample-finding.ts';
import { sampleRequirement } from './reports/sample-requirements.ts';
import { deviatingRun } from './reports/deviating-run.ts';

const isList = (part: unknown): boolean =>
  Array.isArray(part) && part.some((item) => Array.isArray(item));

test('two faults that look the same are both told, each with a request of its own', async () => {
  const mutant = combinationMutants.find(({ name }) => name === 'two-faults-one-500');
  const { findings, kept } = await ask(mutant?.behaviour ?? {});
  expect(findings).toHaveLength(1);
  const inputs = (findings[0]?.alone ?? []).map(({ input }) => input);
  expect(inputs).toEqual(expect.arrayContaining(['container-matrix', 'string-format']));
  const replays = (findings[0]?.alone ?? []).map(({ replay }) => replay);
  expect(new Set(replays).size).toBe(replays.length);
  const repaired = refusingSent(500, (sent) => contains(sent, isList));
  const again = await Promise.all(
    ['container-matrix', 'string-format'].map(async (name) => {
      const [asked] = kept.get(name) ?? [];
      return [
        name,
        await statusOf(mutant?.behaviour ?? {}, asked),
        await statusOf(repaired, asked),
      ];
    }),
  );
  expect(again).toEqual([
    ['container-matrix', 500, 500],
    ['string-format', 500, 200],
  ]);
});

test('a second fault is found after many inputs of another kind have shown the first', async () => {
  const isWord = (part: unknown): boolean => typeof part === 'string' && part.length > 1;
  const isLarge = (part: unknown): boolean => typeof part === 'number' && part > 2 ** 53;
  const { findings } = await ask(
    refusingSent(500, (sent) => contains(sent, isWord) || contains(sent, isLarge)),
    ['string', 'number'],
  );
  const inputs = (findings[0]?.alone ?? []).map(({ input }) => input);
  expect(inputs.filter((input) => input.startsWith('string-')).length).toBeGreaterThanOrEqual(8);
  expect(inputs).toContainEqual(expect.stringMatching(/^number-/));
});

test('inputs of a finding that comes and goes are not told', async () => {
  let asked = 0;
  const { findings } = await ask(
    refusingSent(500, (sent) => {
      if (!contains(sent, isList)) return false;
      asked += 1;
      return asked % 3 !== 0;
    }),
  );
  expect(findings.map(({ confirmed }) => confirmed.label)).toContain('intermittent');
  expect(findings.flatMap(({ alone }) => alone ?? [])).toEqual([]);
});

test('one input alone is told by the request', async () => {
  const { findings } = await ask(
    refusingSent(500, (sent) => Object.hasOwn(sent, 'constructor')),
    ['key'],
  );
  expect(findings.map(({ request, alone }) => [request.label, alone])).toEqual([
    ['key-constructor', undefined],
  ]);
});

const OTHERS = sampleFinding({
  request: sampleRequest({ label: 'container-matrix' }),
  alone: ['container-matrix', 'string-format'].map((input) => ({
    input,
    request: sampleRequest({ label: input, body: `{"updatedPreferences":{"${input}":0}}` }),
    curl: 'curl',
    replay: `npm run replay -- ${input}.json`,
  })),
});

test('the terminal names other inputs, each with its replay line', () => {
  const text = renderFailureText(sampleRequirement({ id: '200-object-roles' }), OTHERS);
  expect(text.split('\n').slice(-3)).toEqual([
    '  also       1 other input shows it alone, maybe for another fault:',
    '           │ string-format: {"updatedPreferences":{"string-format":0}}',
    '           │   npm run replay -- string-format.json',
  ]);
});

pageTest('the page names other inputs, each with its replay line', async ({ page, open }) => {
  const report = deviatingRun();
  const requirements = report.requirements.map((each) =>
    each.id === '200-object-roles' ? { ...each, failures: [OTHERS] } : each,
  );
  await open({ ...report, requirements });
  const others = page.getByText('Also shown, maybe for another fault, by each of: string-format');
  await others.click();
  await expect(page.getByText('npm run replay -- string-format.json')).toBeVisible();
});

/** What hazards find on a server, of some kinds or all, and the requests that are kept, by label. */
async function ask(behaviour: Deviation, kinds?: readonly string[]) {
  const kept = new Map<string, readonly Case[]>();
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke' }, null, {
    keep: (_, cases) => {
      const name = cases.at(-1)?.label ?? '';
      kept.set(name, cases);
      return `npm run replay -- ${name}`;
    },
  });
  const some = HAZARDS.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const claim = hazardsOf(some.map(({ name }) => name));
  const { evidence } = await askClaim(session, claim).finally(async () => {
    await session.close();
    await server.close();
  });
  const findings: readonly ReportedFinding[] = evidence.findings;
  return { findings, kept };
}

/** What a fresh server answers a kept request with. */
async function statusOf(
  behaviour: Deviation,
  asked: Case | undefined,
): Promise<number | undefined> {
  if (asked === undefined) return undefined;
  const server = await startServer(behaviour);
  const session = await openTarget(server.url);
  const exchange = await session.sender.send(asked).finally(async () => {
    await session.close();
    await server.close();
  });
  return exchange.response?.status;
}
