import { expect, test } from '@playwright/test';
import { KnownFindings } from '../../fixtures/session/known-findings.ts';
import { recordInMemory, type RunRecord } from '../../fixtures/record/run-record.ts';
import { saving } from '../../fixtures/servers/mutants/deviation.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { mergeEvidence } from '../../reports/verdict/merge-evidence.ts';
import type { ConformanceReport } from '../../reports/formats/conformance-report.ts';
import type { Evidence, ReportedFinding } from '../../schema/requirements/evidence.ts';
import { askClaim, claimNamed } from './judging/claims.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { fakeFinding } from './reporter/fake-evidence.ts';
import { openTarget } from './judging/open-target.ts';

const idempotence = claimNamed('idempotence');
const control = claimNamed('control');
const savingClaim = claimNamed('saving');
const identity = claimNamed('identity');
const concurrency = claimNamed('concurrency');

/** Requests beyond those of a conforming target: the finding is shrunk and confirmed once. */
const ONCE = 10;
/** How often a finding is sent again. */
const AGAIN = 3;
const ALWAYS = { label: 'always', failed: 1 + AGAIN, sent: 1 + AGAIN };

test('a target that is always wrong in one member takes hardly more requests than one that conforms', async () => {
  const conforming = await judged(null);
  for (const name of ['roles-unknown', 'message-number']) {
    const wrong = await judged(name);
    expect(wrong.requests, name).toBeLessThanOrEqual(conforming.requests + ONCE);
    const [failure, ...others] = failuresOf(wrong);
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ confirmed: ALWAYS, request: { body: '{}' } });
    // Every success shows it, and each is counted.
    expect(failure?.count).toBeGreaterThan(conforming.requests / 2);
  }
});

test('what a claim has found, a later one of another worker counts, and neither asks for it nor fails', async () => {
  const record = recordInMemory();
  const first = await ask('message-number', record, identity);
  const second = await ask('message-number', record);
  const alone = await ask('message-number', recordInMemory());
  expect(first.untold).toMatchObject([{ requirement: '200-message' }]);
  expect(second.untold).toEqual([]);
  expect(alone.untold).toMatchObject([{ requirement: '200-message' }]);
  expect(second.evidence.requests).toBeLessThanOrEqual(alone.evidence.requests - AGAIN);
  const [counted] = second.evidence.findings;
  const seen = alone.evidence.findings[0]?.count ?? 0;
  expect(seen).toBeGreaterThan(1);
  expect(counted).toEqual({ ...first.untold[0], count: seen });
  const merged = mergeEvidence([first.evidence, second.evidence]);
  expect(merged.findings).toMatchObject([
    { confirmed: ALWAYS, count: (first.untold[0]?.count ?? 0) + seen },
  ]);
});

test('a smaller request of a later claim is confirmed as well, and shown', async () => {
  const record = recordInMemory();
  const first = await ask('message-number', record);
  const second = await ask('message-number', record, identity);
  expect(second.untold).toEqual([]);
  expect(second.evidence.findings).toMatchObject([{ confirmed: ALWAYS }]);
  const merged = mergeEvidence([first.evidence, second.evidence]);
  expect(merged.findings[0]?.request).toEqual(second.evidence.findings[0]?.request);
});

test('a claim that is asked again fails for what it alone has found', async () => {
  const record = recordInMemory();
  await ask('message-number', record);
  const again = await ask('message-number', record);
  expect(again.untold).toMatchObject([{ requirement: '200-message' }]);
});

test('what the control has found, the first claim after it fails for', async () => {
  const record = recordInMemory();
  const found = await ask('message-number', record, control);
  expect(found.evidence.findings).toMatchObject([{ confirmed: ALWAYS }]);
  const next = await ask('message-number', record);
  expect(next.untold).toMatchObject([{ confirmed: ALWAYS }]);
});

test('what a claim had no time to confirm, a later one confirms', async () => {
  const record = recordInMemory();
  const first = await ask('message-number', record, idempotence, { resendsPerClaim: 0 });
  expect(first.evidence.findings).toMatchObject([{ confirmed: { sent: 1 } }]);
  const second = await ask('message-number', record, identity);
  expect(second.evidence.findings).toMatchObject([{ confirmed: ALWAYS }]);
  expect(second.untold).toEqual([]);
});

test('what the target loses is traced to its cause by one claim only', async () => {
  const record = recordInMemory();
  const first = await ask(LOSING_ONE, record, savingClaim);
  const second = await ask(LOSING_ONE, record, concurrency);
  const alone = await ask(LOSING_ONE, recordInMemory(), concurrency);
  const [located] = first.untold;
  expect(located).toMatchObject({ requirement: 'update-is-saved', confirmed: ALWAYS });
  expect(alone.untold).toMatchObject([{ signature: located?.signature }]);
  expect(second.untold).toEqual([]);
  expect(second.evidence.findings).toMatchObject([{ signature: located?.signature }]);
  // It plays a few requests to find the cause, each with a look at what is stored.
  expect(second.evidence.requests).toBeLessThanOrEqual(alone.evidence.requests - 2 * AGAIN);
});

test('few findings of a run are tried under names that stay, whichever worker tries them', () => {
  const record = recordInMemory();
  const known = new KnownFindings(record);
  let tried = 0;
  while (known.mayRename()) tried += 1;
  expect(tried).toBeGreaterThan(0);
  const rest = { store: {}, quota: null, lags: false };
  record.add({ entry: 'learned', ...rest, ...known.handedOn() });
  expect(new KnownFindings(record).mayRename()).toBe(false);
});

interface Found {
  readonly evidence: Evidence;
  /** What the test of the claim fails for. */
  readonly untold: readonly ReportedFinding[];
}

test('what is lost after requests of another kind is not taken for what is known, though it shows alike', () => {
  const known = new KnownFindings(recordInMemory());
  const cause = fakeFinding('empty-update-keeps');
  const shown = { requirement: 'update-is-saved', signature: 'update-is-saved 200' };
  known.noteConfirmed(cause);
  known.noteLocated({ ...shown, suspected: ['empty-update-keeps'], cause: cause.signature });
  expect(known.confirmed(shown.signature, ['empty-update-keeps'])).toBe(cause);
  expect(known.confirmed(shown.signature, [])).toBe(cause);
  expect(known.confirmed(shown.signature, ['refused-update-changes-nothing'])).toBeNull();
});

interface Found {
  readonly evidence: Evidence;
  /** What the test of the claim fails for. */
  readonly untold: readonly ReportedFinding[];
}

/** An update of one preference is answered, and takes it away. */
const LOSING_ONE = saving((stored, sent) => {
  const names = Object.keys(sent);
  const others = Object.entries(stored).filter(([name]) => name !== names[0]);
  return names.length === 1 ? Object.fromEntries(others) : { ...stored, ...sent };
});

async function ask(
  target: string | Deviation,
  record: RunRecord,
  claim = idempotence,
  limits: { readonly resendsPerClaim?: number } = {},
): Promise<Found> {
  const server = await startServer(typeof target === 'string' ? behaviourOf(target) : target);
  const session = await openTarget(server.url, { TIMEOUT_MS: '8000' }, null, { record });
  const limited = { ...session, plan: { ...session.plan, ...limits } };
  const { evidence, tellers } = await askClaim(limited, claim).finally(async () => {
    await session.close();
    await server.close();
  });
  return { evidence, untold: evidence.findings.filter(({ signature }) => !tellers.has(signature)) };
}

async function judged(name: string | null): Promise<ConformanceReport> {
  const server = await startServer(name === null ? {} : behaviourOf(name));
  return judgeTarget(server.url, { TIMEOUT_MS: '8000' }).finally(() => server.close());
}

function behaviourOf(name: string): Deviation {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  return mutant.behaviour;
}

function failuresOf({ requirements }: ConformanceReport) {
  return requirements.flatMap(({ failures }) => failures);
}
