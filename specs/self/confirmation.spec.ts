import { expect, test } from '@playwright/test';
import { seedFor } from '../../fixtures/session/session.ts';
import type { Plan } from '../../fixtures/session/plan.ts';
import { ClaimError } from '../../fixtures/session/claim-error.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { Refusal } from '../../fixtures/servers/reference/refusal.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { openTarget } from './judging/open-target.ts';
import type { CollectedSpec } from '../../fixtures/spec-collector.ts';
import { askClaim, claimNamed } from './judging/claims.ts';

const concurrency = claimNamed('concurrency');
const sequences = claimNamed('sequences');

const identity = claimNamed('identity');

const SEED = 7;
const SEQUENCE_SEED = seedFor(SEED, 'sequences');
const ALWAYS = { label: 'always', failed: 4, sent: 4 };

test('responses that are always mixed up while updates are in flight are confirmed as that', async () => {
  const { findings } = await ask(concurrency, behaviourOf('responses-of-the-first-in-flight'));
  expect(findings).toMatchObject([
    { requirement: 'answers-belong-to-requests', confirmed: ALWAYS },
  ]);
});

test('what is wrong with every response is so with those of updates in flight', async () => {
  const { findings } = await ask(concurrency, behaviourOf('message-number'));
  expect(findings).toMatchObject([{ requirement: '200-message', confirmed: ALWAYS }]);
});

test('what is wrong with every response is so where updates replace each other', async () => {
  const { findings } = await ask(concurrency, behaviourOf('replaces', 'message-number'));
  expect(findings).toMatchObject([{ requirement: '200-message', confirmed: ALWAYS }]);
});

test('what is not sent again is labelled in one way, whatever kept it from that', async () => {
  const unconfirmed = { label: 'always', failed: 1, sent: 1 };
  for (const plan of [{ findingsPerClaim: 0 }, { resendsPerClaim: 0 }]) {
    const { findings } = await ask(identity, behaviourOf('message-number'), plan);
    expect(findings).toMatchObject([{ requirement: '200-message', confirmed: unconfirmed }]);
  }
  const { findings } = await ask(withErrors, behaviourOf('message-number'));
  expect(findings).toMatchObject([{ requirement: '200-message', confirmed: unconfirmed }]);
});

const withErrors: CollectedSpec = {
  ...identity,
  body: async ({ sendControl }) => {
    await sendControl();
    throw new ClaimError('went-away', 'It went away.');
  },
};

test('a sequence that breaks the model is confirmed by the model, whatever else a response holds', async () => {
  const { findings } = await ask(sequences, behaviourOf('saved-as-text', 'keys-of-its-own'));
  expect(findings).toMatchObject([
    { requirement: 'sequences-keep-the-model', confirmed: ALWAYS, seed: SEQUENCE_SEED },
  ]);
  expect(findings[0]?.path).toMatch(/^\d+(:\d+)*$/);
});

test('the sequence that is always played shows what is lost after a refusal', async () => {
  const { findings } = await ask(sequences, behaviourOf('lost-after-refusal'));
  expect(findings[0]).toMatchObject({ requirement: 'sequences-keep-the-model', confirmed: ALWAYS });
  expect(findings[0]?.before.map(({ label }) => label)).toEqual([
    'reset',
    'refused update',
    'update',
  ]);
});

test('a response that is wrong after the steps before it is sent again with them', async () => {
  const { findings } = await ask(sequences, behaviourOf('type-of-first-value-stays'));
  const [finding] = findings.filter(({ requirement }) => requirement === 'sent-keys-are-returned');
  expect(finding?.before.length).toBeGreaterThan(0);
  expect(finding?.confirmed).toEqual(ALWAYS);
});

test('a request before it that a failure showed after by chance is not blamed for it', async () => {
  const send = (name: string): string => JSON.stringify({ updatedPreferences: { [name]: 'x' } });
  const both: CollectedSpec = {
    id: 'both',
    title: 'Two updates',
    body: async ({ send: ask }) => {
      await ask({ label: 'before', body: send('cts_before') });
      await ask({ label: 'failing', body: send('cts_failing') });
    },
  };
  let last = '';
  let failures = 0;
  // When it is seen, and once more when the request before it is tried as the cause.
  const intercept: Behaviour['intercept'] = ({ body }) => {
    const before = last;
    last = body.toString();
    const isDue = last === send('cts_failing') && before === send('cts_before') && failures < 2;
    if (isDue) failures += 1;
    if (isDue) throw new Refusal(500, 'By chance.');
    return undefined;
  };
  const { findings } = await ask(both, { intercept });
  expect(failures).toBe(2);
  expect(findings.map(({ before, confirmed }) => [before.length, confirmed])).toEqual([
    [0, { label: 'intermittent', failed: 1, sent: 4 }],
  ]);
});

/** A server that is all that mutants and variants of these names are. */
function behaviourOf(...names: readonly string[]): Partial<Behaviour> {
  const rows = names.flatMap((name) =>
    [...mutants, ...variants].filter((row) => row.name === name),
  );
  return rows.reduce<Partial<Behaviour>>(
    (all, { behaviour }) => ({
      ...all,
      ...(typeof behaviour === 'function' ? behaviour() : behaviour),
    }),
    {},
  );
}

async function ask(
  claim: CollectedSpec,
  behaviour: Partial<Behaviour>,
  plan: Partial<Plan> = {},
): Promise<Evidence> {
  const server = await startServer(behaviour);
  const session = await openTarget(server.url, { TIMEOUT_MS: '8000', SEED: String(SEED) });
  const limited = { ...session, plan: { ...session.plan, ...plan } };
  const { evidence } = await askClaim(limited, claim).finally(async () => {
    await session.close();
    await server.close();
  });
  return evidence;
}

test('a limit that is reached while findings are confirmed is a limit, and no error', async () => {
  const once: CollectedSpec = {
    id: 'once',
    title: 'One update',
    body: async ({ send }) => {
      await send({ label: 'once', body: '{"updatedPreferences":{"cts_once":1}}' });
    },
  };
  // Without a response, each request is followed by a control.
  const resets: Pick<Behaviour, 'write'> = {
    write: (...[response, message, call]: Parameters<Behaviour['write']>) => {
      if (call.body.length > 2) response.destroy();
      else referenceBehaviour.write(response, message, call);
    },
  };
  const errors = [];
  for (const most of ['3', '4', '5', '6', '7', '8']) {
    const server = await startServer(resets);
    const session = await openTarget(server.url, { MAX_REQUESTS: most });
    const { evidence } = await askClaim(session, once).finally(async () => {
      await session.close();
      await server.close();
    });
    errors.push(...evidence.errors);
  }
  expect(errors).toEqual([]);
});
