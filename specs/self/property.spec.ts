import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { refusingSent } from '../../fixtures/servers/mutants/deviation.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { runSpec, type CollectedSpec } from '../../fixtures/spec-collector.ts';
import type { Evidence, ReportedFinding } from '../../schema/requirements/evidence.ts';
import { openTarget } from './judging/open-target.ts';

const KEY = 'cts_number';
const BOUND = 1_000;

test('a number that breaks a server is shrunk to the boundary, the rest to nothing', async () => {
  const [finding] = (await checkNumbers(refusingSent(500, isLarge))).findings;
  expect(finding?.requirement).toBe('no-server-error');
  expect(numberIn(finding)).toBe(BOUND + 1);
  expect(finding?.request.body).toBe(`{"updatedPreferences":{"${KEY}":${BOUND + 1}}}`);
  expect(finding?.confirmed).toEqual({ label: 'always', failed: 4, sent: 4 });
  expect(finding?.path).toMatch(/^\d+(:\d+)+$/);
});

test('what fails now and then is labelled so, k of n', async () => {
  let asked = 0;
  const sometimes = refusingSent(500, (sent) => isLarge(sent) && (asked += 1) % 3 === 1);
  const [finding] = (await checkNumbers(sometimes)).findings;
  expect(finding?.confirmed.label).toBe('intermittent');
  expect(finding?.confirmed.failed).toBeLessThan(finding?.confirmed.sent ?? 0);
});

test('shrinking keeps to its budget', async () => {
  const runs = 40;
  const { requests, findings } = await checkNumbers(refusingSent(500, sendsAny), runs);
  expect(findings).toHaveLength(1);
  expect(requests).toBeLessThanOrEqual(runs * 2 + 60 + 4);
});

test('the same seed gives the same counterexample and the same path', async () => {
  const [one] = (await checkNumbers(refusingSent(500, isLarge))).findings;
  const [two] = (await checkNumbers(refusingSent(500, isLarge))).findings;
  expect([two?.seed, two?.path, two?.request.body]).toEqual([
    one?.seed,
    one?.path,
    one?.request.body,
  ]);
});

async function checkNumbers(behaviour: Deviation, runs = 40): Promise<Evidence> {
  const numbers = fc.record(
    { [KEY]: fc.nat(1_000_000), cts_text: fc.string() },
    { requiredKeys: [] },
  );
  return ask(behaviour, ({ property, send, expect }) =>
    property(
      numbers,
      async (updatedPreferences) => {
        const body = JSON.stringify({ updatedPreferences });
        expect(await send({ label: 'random', body, meant: 'valid' })).toConform();
      },
      { name: 'numbers', runs },
    ),
  );
}

/** Runs the body of a spec against a server. */
async function ask(behaviour: Deviation, body: CollectedSpec['body']): Promise<Evidence> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke', TIMEOUT_MS: '8000' });
  const spec = { id: 'numbers', title: 'Numbers', body };
  const { evidence } = await runSpec(session, spec).finally(async () => {
    await session.close();
    await server.close();
  });
  return evidence;
}

test('a request that a property has sent is not sent again', async () => {
  const { requests } = await ask({}, ({ property, send, expect }) =>
    property(
      fc.constantFrom('{}', '{"updatedPreferences":{}}'),
      async (body) => {
        expect(await send({ label: 'one of two', body })).toConform();
      },
      { runs: 50 },
    ),
  );
  expect(requests).toBe(2);
});

test('runs that begin with the same request are sent for each value', async () => {
  const { requests } = await ask({}, ({ property, send, expect }) =>
    property(
      fc.constantFrom('a', 'b', 'c'),
      async (name) => {
        expect(await send({ label: 'reset', body: '{"updatedPreferences":{}}' })).toConform();
        const body = `{"updatedPreferences":{"cts_${name}":1}}`;
        expect(await send({ label: 'update', body })).toConform();
      },
      { runs: 30 },
    ),
  );
  expect(requests).toBe(6);
});

for (const name of ['scenario', 'bisect', 'together', 'property']) {
  test(`${name} is refused inside of a property, which could not shrink it`, async () => {
    const { errors } = await ask({}, ({ property, scenario, bisect, together }) => {
      const inside: Readonly<Record<string, () => Promise<unknown>>> = {
        scenario: () => scenario(() => Promise.resolve()),
        bisect: () => bisect([], () => Promise.resolve()),
        together: () => together([]),
        property: () => property(fc.nat(), () => Promise.resolve(), { runs: 1 }),
      };
      const predicate = async (): Promise<void> => {
        await inside[name]?.();
      };
      return property(fc.nat(), predicate, { runs: 2 });
    });
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`${name} cannot be called inside of property`),
    ]);
  });
}

test('several requests of one run are shown together, the earlier ones before the last', async () => {
  const second = () => {
    let asked = 0;
    return { intercept: () => ((asked += 1) % 2 === 0 ? BROKEN : undefined) };
  };
  const { findings } = await ask(second, ({ property, send, expect }) =>
    property(
      fc.constantFrom('a', 'b'),
      async (name) => {
        const body = `{"updatedPreferences":{"cts_${name}":1}}`;
        expect(await send({ label: 'first', body })).toConform();
        expect(await send({ label: 'second', body: '{}' })).toConform();
      },
      { runs: 1 },
    ),
  );
  const [finding] = findings.filter(({ requirement }) => requirement === '200-message');
  expect(finding?.request.label).toBe('second');
  expect(finding?.before.map(({ label }) => label)).toEqual(['first']);
});

test('an error of a spec itself is an error of the suite, and says what it was', async () => {
  const { errors } = await ask({}, () => Promise.reject(new TypeError('No such thing.')));
  expect(errors).toEqual([{ kind: 'suite-error', message: 'No such thing.' }]);
});

const BROKEN = { status: 200, headers: [], body: { message: 1, object: {} } };

function isLarge(sent: Readonly<Record<string, unknown>>): boolean {
  return Number(sent[KEY] ?? 0) > BOUND;
}

function sendsAny(sent: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(sent).length > 0;
}

function numberIn(finding: ReportedFinding | undefined): number {
  return Number(/:(\d+)\}\}$/.exec(finding?.request.body ?? '')?.[1]);
}
