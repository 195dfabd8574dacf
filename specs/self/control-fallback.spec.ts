import { expect, test } from '@playwright/test';
import { mayFallBack } from '../../fixtures/claim/control-fallback.ts';
import { controlMemory, Controls } from '../../fixtures/session/controls.ts';
import { makeCase } from '../../fixtures/http/make-case.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { answeringWithPages } from '../../fixtures/servers/mutants/pages.ts';
import { recordInMemory } from '../../fixtures/record/run-record.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Contract } from '../../schema/contract/contract.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import type { Case } from '../../schema/http/exchange.ts';
import { readerContract } from './documents/reader-contract.ts';
import { claimNamed, examine } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';

const ELSEWHERE = 'https://preferences.example/api/v1';
const SMOKE = { PROFILE: 'smoke' };

function behaviourOf(name: string): Deviation {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  return mutant.behaviour;
}

interface AskedControl {
  readonly evidence: Evidence;
  /** Bodies as they came in. */
  readonly bodies: readonly string[];
}

/** Asks the control of a server, which the session takes to be somewhere. */
async function askControl(
  behaviour: Deviation,
  target?: string,
  contract: Contract | null = null,
): Promise<AskedControl> {
  const server = await startServer(behaviour, { record: true });
  const opened = await openTarget(server.url, {}, contract);
  const session = target === undefined ? opened : { ...opened, target };
  const [evidence] = await examine(session, [claimNamed('control')]).finally(async () => {
    await opened.close();
    await server.close();
  });
  if (evidence === undefined) throw new Error('The control gave no evidence.');
  return { evidence, bodies: server.recorded.map(({ body }) => body.toString()) };
}

test('the control may fall back at a target on this machine, or where the store was read', () => {
  for (const target of ['http://127.0.0.1:8080/api/v1', 'http://localhost/', 'http://[::1]:1/']) {
    expect(mayFallBack({ target, reader: { hasRead: false } })).toBe(true);
  }
  for (const target of [ELSEWHERE, 'http://10.0.0.1/', 'http://localhost.example/']) {
    expect(mayFallBack({ target, reader: { hasRead: false } })).toBe(false);
    expect(mayFallBack({ target, reader: { hasRead: true } })).toBe(true);
  }
});

test('elsewhere it falls back once an operation that reads has shown what is stored', async ({}, testInfo) => {
  const contract = await readerContract(testInfo);
  const { evidence, bodies } = await askControl(
    behaviourOf('nothing-to-update'),
    ELSEWHERE,
    contract,
  );
  expect(bodies.slice(0, 4)).toEqual(['', '{}', '{"updatedPreferences":{}}', '{}']);
  expect(evidence.errors).toEqual([]);
});

test('elsewhere a target that refuses the smallest update is asked nothing else, and what would help is said', async () => {
  const { evidence, bodies } = await askControl(behaviourOf('nothing-to-update'), ELSEWHERE);
  expect(bodies).toEqual(['{}']);
  expect(evidence.findings).toEqual([]);
  expect(evidence.errors).toMatchObject([{ kind: 'control-refused' }]);
  expect(evidence.errors[0]?.message).toMatch(/refuses the smallest update|smallest request/);
  expect(evidence.errors[0]?.message).toContain(
    'Run against a copy of the server on this machine, or name an operation that reads',
  );
});

test('elsewhere a refusal for who asks is told without that', async () => {
  const refusing: Partial<Behaviour> = {
    intercept: () => {
      throw new Refusal(403, 'No.');
    },
  };
  const { evidence } = await askControl(refusing, ELSEWHERE);
  expect(evidence.errors).toMatchObject([{ kind: 'forbidden' }]);
  expect(evidence.errors[0]?.message).not.toContain('a copy of the server');
});

for (const [name, requirement, tried] of [
  ['nothing-to-update', 'valid-is-accepted', ['{}', '{"updatedPreferences":{}}', '{}']],
  [
    'no-preferences-to-update',
    'valid-is-accepted',
    ['{}', '{"updatedPreferences":{}}', '{"updatedPreferences":{"cts_control":null}}', '{}'],
  ],
  ['fails-without-preferences', 'no-server-error', ['{}', '{"updatedPreferences":{}}', '{}']],
] as const) {
  test(`the control of ${name} falls back, and what the smallest update got is a finding`, async () => {
    const { evidence, bodies } = await askControl(behaviourOf(name));
    expect(bodies.slice(0, tried.length)).toEqual(tried);
    expect(evidence.errors).toEqual([]);
    expect(evidence.findings).toMatchObject([
      { requirement, request: { body: '{}' }, confirmed: { label: 'always', failed: 4 } },
    ]);
    expect(evidence.observations.map(({ kind }) => kind)).not.toContain('leftovers');
  });
}

test('a target that refuses fuller updates as well is as inconclusive as before', async () => {
  const behaviour: Partial<Behaviour> = {
    validate: () => [{ title: 'No.', propertyPath: '', type: 'no' }],
  };
  const { evidence, bodies } = await askControl(behaviour);
  expect(bodies).toHaveLength(4);
  expect(evidence.findings).toEqual([]);
  expect(evidence.errors).toMatchObject([{ kind: 'control-refused' }]);
});

test('a target that fails at its first request only conforms', async () => {
  const behaviour = answeringWithPages(({ number }) =>
    number === 1 ? { status: 503, headers: [] } : null,
  );
  const server = await startServer(behaviour);
  const report = await judgeTarget(server.url, { ...SMOKE, STRICT: '1' }).finally(() =>
    server.close(),
  );
  expect(report.reason.message).toContain('gating requirements');
  expect(report.verdict).toBe('conformant');
});

for (const name of ['nothing-to-update', 'no-preferences-to-update']) {
  test(`a run that is not strict takes ${name} for conformant, with a warning`, async () => {
    const server = await startServer(behaviourOf(name));
    const report = await judgeTarget(server.url, SMOKE).finally(() => server.close());
    expect(report.reason.message).toContain('valid-is-accepted');
    expect(tripped(report)).toEqual(['valid-is-accepted']);
    expect([report.verdict, report.exitCode]).toEqual(['conformant', 0]);
  });
}

test('the next process of a run knows which control is in use', async () => {
  const record = recordInMemory();
  const { operation, close } = await openTarget('http://127.0.0.1:9/');
  await close();
  const control = (body: string): Case => makeCase(operation, { label: 'control', body });
  const [smallest, fuller, fullest] = [control('{}'), control('{"a":1}'), control('{"b":2}')];
  const first = new Controls(smallest, [fuller, fullest], controlMemory(record));
  expect(first.current).toBe(smallest);
  first.use(fuller);
  const next = new Controls(smallest, [fuller, fullest], controlMemory(record));
  expect([next.current, ...next.fuller]).toEqual([fuller, fullest]);
});
