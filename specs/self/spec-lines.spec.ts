import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { placeOf } from '../../fixtures/fail-for-finding.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Asked } from '../../fixtures/spec/claim-run.ts';
import { askClaim, claimNamed, CLAIMS } from './judging/claims.ts';
import { openTarget } from './judging/open-target.ts';
import type { Variables } from './judging/judge-target.ts';

test.describe.configure({ mode: 'parallel' });

for (const [claim, mutant, requirement, code] of [
  ['control', 'message-number', '200-message', 'await sendControl()'],
  [
    'concurrency',
    'responses-of-the-first-in-flight',
    'answers-belong-to-requests',
    "expect(response, 'answers-belong-to-requests')",
  ],
  ['saving', 'message-number', '200-message', 'await update('],
  ['hazards', 'message-number', '200-message', 'await send('],
  ['valid-updates', 'message-number', '200-message', 'await send('],
] as const) {
  test(`a finding of @${claim} names the line of its spec that shows it`, async () => {
    const { evidence } = await ask(claim, behaviourOf(mutant), { RUNS: '5' });
    const found = evidence.findings.find((finding) => finding.requirement === requirement);
    expect(found?.claim).toBe(claim);
    const [, file = '', line = ''] =
      /^(specs\/conformance\/.+):(\d+):\d+$/.exec(found?.specLine ?? '') ?? [];
    expect(readFileSync(file, 'utf8').split('\n')[Number(line) - 1]).toContain(code);
  });
}

test('Playwright is told the line of the spec, and that of the test where none is known', () => {
  const ofTest = { file: '/suite/control.spec.ts', line: 5, column: 1 };
  expect(placeOf({}, ofTest)).toEqual(ofTest);
  const { file, ...place } = placeOf({ specLine: 'specs/conformance/a.spec.ts:46:31' }, ofTest);
  expect(file).toMatch(/^\/.*\/specs\/conformance\/a\.spec\.ts$/);
  expect(place).toEqual({ line: 46, column: 31 });
});

const NO_LEAVE = { PROFILE: 'smoke', PROBE_METHODS: '0', PROBE_IDENTITY: '0' };

for (const { id } of CLAIMS) {
  test(`the spec @${id} asserts something, or says why not, where no setting allows it`, async () => {
    const { evidence, notAsserted } = await ask(id, {}, NO_LEAVE);
    const [one] = [...Object.keys(evidence.exercised), ...notAsserted];
    expect(one).toBeDefined();
  });
}

test('an expectation that compares nothing is told, and is no evidence', async () => {
  const silent: Deviation = {
    success: () => ({ status: 200, headers: [], body: { message: '' } }),
  };
  const { evidence, notAsserted } = await ask('idempotence', silent);
  expect(Object.keys(evidence.exercised)).not.toContain('put-is-idempotent');
  expect(notAsserted).toEqual([
    expect.stringMatching(/^put-is-idempotent at specs\/conformance\/.+: The response shows no/),
  ]);
});

function behaviourOf(name: string): Deviation {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  return mutant.behaviour;
}

async function ask(claim: string, behaviour: Deviation, variables: Variables = {}): Promise<Asked> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { STRICT: '1', TIMEOUT_MS: '60000', ...variables });
  try {
    return await askClaim(session, claimNamed(claim));
  } finally {
    await session.close();
    await server.close();
  }
}
