import { expect, test } from '@playwright/test';
import { QuotaSpace } from '../../fixtures/preferences/quota-space.ts';
import { recordInMemory, type RunRecord } from '../../fixtures/record/run-record.ts';
import { onSent, saving } from '../../fixtures/servers/mutants/deviation.ts';
import { mapMembers, rewrite } from '../../fixtures/servers/mutants/json-rewriting.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import type { RecordEntry } from '../../schema/record/record-entry.ts';
import { isRecordEntry } from '../../schema/record/record-shape.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { CLAIMS, claimNamed, examine } from './judging/claims.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';
import { openTarget } from './judging/open-target.ts';
import { TurningClock } from './transport/turning-clock.ts';

test.describe.configure({ mode: 'parallel' });

const SMOKE = { PROFILE: 'smoke', STRICT: '1', TIMEOUT_MS: '8000' };

for (const name of ['merges-deeply', 'merge-patch', 'quota-12', 'keeps-the-last-22']) {
  test(`a worker that goes on where another one ended accuses ${name} of nothing`, async () => {
    const server = await startServer(behaviourOf(name));
    const clock = new TurningClock();
    const report = await judgeTarget(server.url, SMOKE, CLAIMS, null, clock, 'each').finally(() =>
      server.close(),
    );
    expect(tripped(report)).toEqual([]);
    expect(report.verdict, report.reason.message).toBe('conformant');
  });
}

/** An update whose response shows a value that nests more deeply than `JSON.stringify` goes. */
function shownDeep(): Exchange {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const user = `{"preferences":{"deep":${deep},"flat":1,"cts_own":2}}`;
  const body = Buffer.from(`{"object":${user}}`);
  const sent = Buffer.from('{"updatedPreferences":{"cts_own":2}}');
  return {
    case: { label: 'update', method: 'PUT', path: '/', query: null, headers: [], body: sent },
    class: 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: { status: 200, headers: [], body, bodyLength: body.length },
  };
}

test('a store whose values nest more deeply than can be written is handed on, without these', () => {
  const { next } = new StoreModel().follow(shownDeep());
  const handed = JSON.stringify(next.handedOn());
  expect(handed).toContain('"shown":[["deep",null],["flat",1],["cts_own",2]]');
});

test('what is known of how much a store holds is handed on without such values, too', () => {
  const space = new QuotaSpace();
  space.note(shownDeep(), { shows: () => true, replaces: false, mayReplace: false });
  const handed = JSON.stringify(space.handedOn(null));
  expect(handed).toContain('"shown":{"deep":null,"flat":1,"cts_own":2}');
});

test('a target that merges for one worker, and replaces for the next one, is found', async () => {
  let merges = true;
  const server = await startServer(
    saving((stored, sent) => (merges ? { ...stored, ...sent } : { ...sent })),
  );
  const record = recordInMemory();
  try {
    await ask(server.url, record, ['control', 'saving']);
    merges = false;
    const found = await ask(server.url, record, ['idempotence']);
    expect(found).toContain('merge-or-replace-is-constant');
  } finally {
    await server.close();
  }
});

test('what one worker has stored and the next one does not see is found, with the update that wrote it', async () => {
  let isLost = false;
  const server = await startServer(
    saving((stored, sent) => {
      const kept = isLost ? {} : stored;
      isLost = false;
      return { ...kept, ...sent };
    }),
  );
  const record = recordInMemory();
  try {
    await ask(server.url, record, ['control', 'saving']);
    const before = record.state().learned?.store;
    isLost = true;
    const session = await openTarget(server.url, {}, null, { record });
    expect(session.store.model.writtenIn(null).length).toBeGreaterThan(0);
    const { sender, controls } = session;
    await sender.send(controls.current);
    const lost = session.store.saidBy(await sender.send(controls.current));
    await session.close();
    const [finding] = lost?.findings ?? [];
    expect(finding?.requirement).toBe('empty-update-keeps');
    expect(finding?.before.map(({ case: { body } }) => Buffer.from(body ?? []).toString())).toEqual(
      [expect.stringContaining('updatedPreferences')],
    );
    expect(JSON.stringify(before)).toContain('updatedPreferences');
  } finally {
    await server.close();
  }
});

test('what a target makes of strings is one finding for each form, whichever worker meets it', async () => {
  const trimmed = (value: unknown): unknown =>
    rewrite(value, (part) => (typeof part === 'string' ? part.trim() || null : part));
  const server = await startServer(
    onSent((sent) => mapMembers(sent, (name, value) => [name, trimmed(value)])),
  );
  const settings = { ...SMOKE, PROFILE: 'default' };
  const clock = new TurningClock();
  const report = await judgeTarget(server.url, settings, CLAIMS, null, clock, 'each').finally(() =>
    server.close(),
  );
  const found = report.requirements.flatMap(({ failures }) => failures);
  expect(found.map(({ label, confirmed }) => [label, confirmed.label])).toEqual([
    ['trimmed', 'always'],
    ['string to null', 'always'],
  ]);
});

test('what is handed on is an entry of the record; what nobody can read is as nothing', async () => {
  const server = await startServer({});
  const record = recordInMemory();
  await ask(server.url, record, ['control', 'saving']).finally(() => server.close());
  const { learned } = record.state();
  const entry: unknown = JSON.parse(JSON.stringify(learned satisfies RecordEntry | null));
  expect(isRecordEntry(entry)).toBe(true);
  const isReadApart = (): boolean => false;
  const again = StoreModel.takingOver([], learned?.store, isReadApart);
  expect(again.behaviour).toMatchObject({ way: 'merges', showsStored: true });
  expect(again.behaviour.shownBy.length).toBeGreaterThan(0);
  const none = StoreModel.takingOver([], { ...learned?.store, requests: [{}] }, isReadApart);
  expect([none.behaviour.way, none.writtenIn(null)]).toEqual(['unknown', []]);
});

/** Ids of the requirements that a new worker of a run has findings for, by some claims. */
async function ask(
  url: string,
  record: RunRecord,
  claims: readonly string[],
): Promise<readonly string[]> {
  const session = await openTarget(url, { TIMEOUT_MS: '8000' }, null, { record });
  const asked = examine(session, claims.map(claimNamed));
  const evidences: readonly Evidence[] = await asked.finally(() => session.close());
  session.handOn();
  return evidences.flatMap(({ findings }) => findings.map(({ requirement }) => requirement));
}

function behaviourOf(name: string) {
  const variant = variants.find((each) => each.name === name);
  if (variant === undefined) throw new Error(`There is no variant ${name}.`);
  return variant.behaviour;
}
