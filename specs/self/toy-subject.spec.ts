import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type TestInfo } from '@playwright/test';
import { openSession, type OpenSession } from '../../fixtures/session/open-session.ts';
import { keepCounterexample } from '../../fixtures/regressions/keep-counterexample.ts';
import { replay } from '../../fixtures/regressions/replay.ts';
import { readSavedCase } from '../../fixtures/regressions/saved-case.ts';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { type CollectedSpec, runSpec } from '../../fixtures/spec-collector.ts';
import { operationOf } from '../../schema/contract/contract.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { gatingFindings } from '../../schema/requirements/requirement.ts';
import { type NotesBehaviour, startNotes } from './toy/notes-server.ts';
import { KEPT } from './toy/notes-store.ts';
import { NOTES, NOTES_CONTRACT } from './toy/notes-subject.ts';

/** A spec as those of conformance are, but of notes. */
const RANDOM_NOTES: CollectedSpec = {
  id: 'notes',
  title: 'Any patch that the contract allows gets a conforming response',
  body: async ({ sendControl, readFound, noteFound, property, validBodies, send, expect: of }) => {
    const ahead = await readFound();
    const control = await sendControl();
    of(control).toBeJudgeable();
    await noteFound(control, ahead);
    const check = async (notes: unknown): Promise<void> => {
      of(await send({ label: 'patch', body: JSON.stringify(notes), meant: 'valid' })).toConform();
    };
    await property(validBodies, check, { runs: 25 });
  },
};

test('a server of another operation conforms, and is asked for nothing else', async ({}, testInfo) => {
  const { evidence, requests } = await askNotes({}, testInfo);
  expect(evidence).toMatchObject({ findings: [], errors: [], limits: [] });
  expect(evidence.exercised[KEPT]).toBeGreaterThan(0);
  expect(requests.length).toBeGreaterThan(20);
  expect(new Set(requests)).toEqual(new Set(['PATCH /notes']));
  const { statement } = evidence.observations.find(({ kind }) => kind === 'reading') ?? {};
  expect(statement).toContain('Notes are read with a patch of nothing');
});

test('what a response of another operation breaks is found, shrunk, kept and sent again', async ({}, testInfo) => {
  const shown: NotesBehaviour['shown'] = (stored) => (Object.keys(stored).length > 0 ? [] : stored);
  const { evidence, gating, sendAgain } = await askNotes({ shown }, testInfo);
  expect(gating).toEqual(['200-notes']);
  const [finding] = evidence.findings;
  expect(finding).toMatchObject({ where: '/notes', before: [] });
  expect(finding?.request.body).toMatch(/^\{"toy_\w+":"[^"]*"\}$/);
  expect(finding?.replay).toMatch(/^npm run replay -- .*200-notes-\w+\.json$/);
  expect(finding?.curl).toMatch(/-X PATCH .*\/notes/s);
  expect(await sendAgain({ shown })).toBe(1);
  expect(await sendAgain({})).toBe(0);
});

test('what a server of another operation loses is found with the request that stored it', async ({}, testInfo) => {
  const patched: NotesBehaviour['patched'] = (_, patch) => patch;
  const { evidence, gating, sendAgain } = await askNotes({ patched }, testInfo);
  expect(gating).toEqual([KEPT]);
  const [finding] = evidence.findings;
  expect(finding?.where).toMatch(/^\/notes\/toy_[a-z]+$/);
  expect(finding?.before.map(({ body }) => body)).toEqual([
    expect.stringMatching(/^\{"toy_[a-z]+":.*\}$/),
  ]);
  expect(finding?.request.body).toBe('{}');
  expect(await sendAgain({ patched })).toBe(1);
  expect(await sendAgain({})).toBe(0);
});

/** What came of asking a server of notes. */
interface Asked {
  readonly evidence: Evidence;
  /** Ids of the requirements of findings that gate. */
  readonly gating: readonly string[];
  /** Method and target of each request. */
  readonly requests: readonly string[];
  /** Sends what was kept to a fresh server; gives how many still show their finding. */
  readonly sendAgain: (behaviour: NotesBehaviour) => Promise<number>;
}

async function askNotes(behaviour: NotesBehaviour, testInfo: TestInfo): Promise<Asked> {
  const asked = await onServer(behaviour, testInfo, async (session) => {
    const { evidence } = await runSpec(session, RANDOM_NOTES);
    return { evidence, rows: session.rows };
  });
  const { evidence, rows } = asked.result;
  const kept = evidence.findings.flatMap(({ replay: command }) => command.split(' ').at(-1) ?? []);
  const saved = kept.map((file) => readSavedCase(file, readFileSync(file, 'utf8')));
  return {
    evidence,
    gating: gatingFindings(evidence.findings, rows, false).map(({ requirement }) => requirement),
    requests: asked.requests,
    sendAgain: async (other) => {
      const again = await onServer(other, testInfo, (session) =>
        replay({ session, strict: false, print: () => undefined }, saved),
      );
      return again.result;
    },
  };
}

/** Does work with a session of a server that nobody has asked before. */
async function onServer<T>(
  behaviour: NotesBehaviour,
  testInfo: TestInfo,
  work: (session: OpenSession) => Promise<T>,
): Promise<{ readonly result: T; readonly requests: readonly string[] }> {
  const file = testInfo.outputPath('notes.json');
  writeFileSync(file, JSON.stringify(NOTES_CONTRACT));
  const contract = await NOTES.load(file, null);
  const server = await startNotes(behaviour);
  const { settings } = readSettings({ BASE_URL: server.url, TIMEOUT_MS: '8000' });
  if (settings === undefined) throw new Error('The settings cannot be read.');
  const facts = { out: testInfo.outputDir, baseUrl: server.url, embedded: true };
  const session = await openSession({
    ...{ subject: NOTES, settings, contract, baseUrl: server.url },
    operation: operationOf(contract, NOTES.operationId),
    keep: (finding, cases, redactor) => keepCounterexample(facts, finding, cases, redactor),
  });
  try {
    return { result: await work(session), requests: server.requests };
  } finally {
    await session.close();
    await server.close();
  }
}
