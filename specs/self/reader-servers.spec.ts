import { expect, test } from '@playwright/test';
import {
  readerMutants,
  unshownMutants,
  withoutPreferences,
} from '../../fixtures/servers/mutants/reader-mutants.ts';
import { readerVariants } from '../../fixtures/servers/mutants/reader-variants.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import { operationOf } from '../../schema/contract/contract.ts';
import { requirementRows } from '../../schema/preferences/catalogue.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { readerContract } from './documents/reader-contract.ts';
import { judgeTarget, tripped, type Variables } from './judging/judge-target.ts';
import { CLAIMS, claimNamed } from './judging/claims.ts';

test.describe.configure({ mode: 'parallel' });

const withoutHazards = CLAIMS.filter(({ id }) => id !== 'hazards');
/** Random updates: fewer than the default profile sends, and enough for all of these. */
const RUNS = '40';

async function judge(
  behaviour: Deviation,
  variables: Variables = {},
  claims: typeof CLAIMS = withoutHazards,
): Promise<ConformanceReport> {
  const contract = await readerContract(test.info());
  const server = await startServer(behaviour);
  return judgeTarget(
    server.url,
    { STRICT: '1', RUNS, TIMEOUT_MS: '8000', ...variables },
    claims,
    contract,
  ).finally(() => server.close());
}

for (const { name, sentence, trips, also = [], behaviour } of [
  ...readerMutants,
  ...unshownMutants,
]) {
  test(`the mutant ${name} trips ${trips.join(', ')}: ${sentence}`, async () => {
    const found = tripped(await judge(behaviour));
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
  });
}

for (const { name, sentence, behaviour } of readerVariants) {
  test(`the conforming server ${name} stays green in strict mode: ${sentence}`, async () => {
    const report = await judge(behaviour, {}, CLAIMS);
    expect(tripped(report)).toEqual([]);
    expect(report.verdict).toBe('conformant');
  });
}

/** Those that answer an update well and keep something else: what reads shows that as an update does. */
const KEEPING = [
  'not-saved',
  'first-value-saved',
  'absent-preferences-wipe',
  'refused-garbage-saves',
  'lists-append',
  'loses-updates-in-flight',
];
for (const { name, trips, also = [], behaviour } of mutants.filter((each) =>
  KEEPING.includes(each.name),
)) {
  test(`the mutant ${name} trips the same with an operation that reads`, async () => {
    const found = tripped(await judge(behaviour));
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
  });
}

test('each requirement of the operation that reads is one of a kind that a mutant breaks', async () => {
  const contract = await readerContract(test.info());
  const rows = requirementRows(contract, operationOf(contract, UPDATE_USER_PREFERENCES));
  const ids = rows.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const broken = [...mutants, ...readerMutants].flatMap(({ trips }) => trips);
  const reads = ids.filter((id) => id.startsWith('read-'));
  expect(reads.length).toBeGreaterThan(10);
  const isBroken = (id: string): boolean => broken.includes(id) || broken.includes(id.slice(5));
  expect(reads.filter((id) => !isBroken(id))).toEqual([]);
});

test('a server that shows no preferences in the responses to updates is judged by what reads', async () => {
  const report = await judge(withoutPreferences(), { STRICT: '0' });
  expect(report.verdict).toBe('conformant');
  expect(tripped(report)).toEqual(['200-has-preferences']);
  const kept = [
    'put-is-idempotent',
    'update-is-saved',
    'empty-update-keeps',
    'sequences-keep-the-model',
  ];
  for (const id of [...kept, 'refused-update-changes-nothing', 'acknowledged-updates-are-kept']) {
    expect(report.requirements.find((each) => each.id === id)?.verdict, id).toBe('pass');
  }
});

test('smoke with an operation that reads takes at most three requests more than without', async () => {
  const contract = await readerContract(test.info());
  const counts = [];
  for (const judged of [null, contract]) {
    const server = await startServer();
    await judgeTarget(server.url, { PROFILE: 'smoke' }, CLAIMS, judged);
    counts.push(server.requests);
    await server.close();
  }
  const [without = 0, withReader = 0] = counts;
  expect(withReader).toBeGreaterThan(0);
  expect(withReader - without).toBeLessThanOrEqual(3);
});

const SAYS = [
  ['trusted', {}, 'Preferences are read with GET /users/current.'],
  ...(
    [
      ['reader-of-another-permission', 'is answered with 403'],
      ['reader-without-preferences', 'shows no preferences'],
      ['reader-of-another-user', 'shows another user'],
    ] as const
  ).map(([name, why]) => {
    const { behaviour = {} } =
      [...readerMutants, ...readerVariants].find((each) => each.name === name) ?? {};
    const statement = `Preferences are read with an update without content ({}): GET /users/current ${why}.`;
    return [name, behaviour, statement] as const;
  }),
] as const;

for (const [name, behaviour, statement] of SAYS) {
  test(`the run says which way it reads: ${name}`, async () => {
    const report = await judge(behaviour, { PROFILE: 'smoke' }, [
      claimNamed('control'),
      claimNamed('saving'),
    ]);
    const told = report.observations.filter(({ kind }) => kind === 'reading');
    expect(told.map((each) => each.statement)).toEqual([statement]);
  });
}
