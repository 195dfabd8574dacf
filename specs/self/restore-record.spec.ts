import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { beginRecord, endRecord } from '../../fixtures/record/begin-record.ts';
import { LastingRecord } from '../../fixtures/record/lasting-record.ts';
import { ownMark } from '../../fixtures/record/process-mark.ts';
import {
  openRecord,
  type RecordFile,
  RecordVanishedError,
} from '../../fixtures/record/record-file.ts';
import { recordFound } from '../../fixtures/preferences/record-found.ts';
import { recordFile, type RunFacts } from '../../fixtures/settings/run-facts.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { noEvidence } from '../../schema/record/recorded-evidence.ts';
import type { RecordEntry, RunEntry } from '../../schema/record/record-entry.ts';
import { factsOf } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

const TARGET = 'https://host/api/v1';

test.describe('what was found', () => {
  test('outlives later runs, which add only what it lacks', () => {
    const facts = factsOf(testDirectory());
    const first = begun({ ...facts, run: 'first' });
    recordFound(first, { ...facts, run: 'first' }, [reading({ preferences: '{"a":1}' })]);
    first.add({ entry: 'sent', query: null, keys: ['zoom'] });
    first.close();
    const second = begun({ ...facts, run: 'second' });
    second.add({ entry: 'sent', query: 'space=x', keys: ['id'] });
    recordFound(second, { ...facts, run: 'second' }, [
      reading({ preferences: '{"a":2}' }),
      reading({ preferences: '{"b":2}', query: 'space=x' }),
    ]);
    const [open, ...others] = second.state().open;
    second.close();
    expect(others).toEqual([]);
    expect(open).toMatchObject({
      run: 'second',
      spaces: [
        { query: null, preferences: '{"a":1}' },
        { query: 'space=x', preferences: '{"b":2}' },
      ],
    });
    expect([...(open?.sent ?? [])].map(([query, keys]) => [query, [...keys]])).toEqual([
      [null, ['zoom']],
      ['space=x', ['id']],
    ]);
  });

  test('of other targets and other users stays open', () => {
    const facts = factsOf(testDirectory());
    const record = begun(facts);
    recordFound(record, facts, [reading({})]);
    recordFound(record, { ...facts, run: 'elsewhere' }, [reading({ target: 'http://other/api' })]);
    recordFound(record, facts, [reading({ email: 'other@example.com' })]);
    restored(record, 'elsewhere', record.state().open[1]?.user ?? null);
    record.close();
    const next = begun({ ...facts, run: 'next' });
    expect(next.state().open.map(({ target }) => target)).toEqual([TARGET, TARGET]);
    next.close();
  });

  test('at an embedded reference API ends with its run', () => {
    const facts = factsOf(testDirectory());
    const record = begun(facts);
    recordFound(record, { ...facts, embedded: true }, [reading({})]);
    record.close();
    const next = begun({ ...facts, run: 'next' });
    expect(next.state().open).toEqual([]);
    next.close();
  });

  test('names nobody, is for its owner only, and is forgotten once it is put back', () => {
    const facts = factsOf(testDirectory());
    const record = begun(facts);
    const { user } = recordFound(record, facts, [reading({ preferences: '{"private":"matter"}' })]);
    expect(textOf(facts)).toContain('matter');
    expect(textOf(facts)).not.toContain('viewer@');
    restored(record, facts.run, user);
    endRecord(record, facts);
    expect(textOf(facts)).not.toContain('matter');
    expect(textOf(facts)).toContain('"restored"');
    expect(statSync(recordFile(facts)).mode & 0o777).toBe(0o600);
  });

  test('under a prefix is noted with the URL without path and query', () => {
    const facts = factsOf(testDirectory());
    const record = begun(facts);
    expect(recordFound(record, facts, [reading({ query: '' })]).target).toBe(TARGET);
    record.close();
  });
});

const WRONG = {
  'a run without its members': '{"entry":"run"}\n',
  'other JSON': '[]',
  'no run first': '{"entry":"found"}\n',
  'an entry without its members': `${lineOf(runEntry())}{"entry":"sent"}\n`,
  'an entry of another kind': `${lineOf(runEntry())}{"entry":"later"}\n{"entry":"ended","run":"x"}\n`,
  'another format': lineOf({ ...runEntry(), format: 2 }),
};

for (const [name, text] of Object.entries(WRONG)) {
  test(`a record that holds ${name} is refused in words, and not overwritten`, () => {
    const facts = factsOf(testDirectory());
    writeFileSync(recordFile(facts), text);
    expect(() => begun(facts)).toThrow(
      /record\.jsonl is no record .* Nothing was sent.* delete it/,
    );
    expect(textOf(facts)).toBe(text);
  });
}

test('a line that a kill has torn is left out, and later lines count', () => {
  const facts = factsOf(testDirectory());
  const record = begun(facts);
  recordFound(record, facts, [reading({})]);
  writeFileSync(recordFile(facts), `${textOf(facts)}{"entry":"sent","qu`);
  expect(record.state().open).toHaveLength(1);
  record.add({ entry: 'sent', query: null, keys: ['after'] });
  expect([...(record.state().open[0]?.sent?.get(null) ?? [])]).toEqual(['after']);
  record.close();
  const other = openRecord(facts);
  expect([...(other.state().open[0]?.sent?.get(null) ?? [])]).toEqual(['after']);
  other.close();
});

test('a record whose evidence tells errors under an earlier name is read', () => {
  const facts = factsOf(testDirectory());
  const record = begun(facts);
  recordFound(record, facts, [reading({})]);
  record.add({ entry: 'claim', claim: 'saving', state: 'begun', pid: 1, at: 1 });
  record.close();
  const errors = [{ kind: 'went-away', message: 'It went away.' }];
  const { errors: none, ...rest } = noEvidence('saving');
  const lists = { counts: {}, withdrawn: [], findings: [] };
  const entry = { entry: 'evidence', ...rest, ...lists, troubles: [...none, ...errors] };
  writeFileSync(recordFile(facts), `${textOf(facts)}${lineOf(entry)}`);
  const again = openRecord(facts);
  expect(again.state().open).toHaveLength(1);
  expect(again.state().claims.get('saving')?.evidence.errors).toEqual(errors);
  again.close();
});

test.describe('a journal of an earlier release', () => {
  const entry = {
    target: TARGET,
    user: null,
    run: 'earlier',
    startedAt: '2026-01-01T00:00:00.000Z',
    state: 'open',
    embedded: false,
    spaces: [{ query: null, preferences: '{"a":1}' }],
  };

  test('is taken over: whatever was added since may be the suite’s', () => {
    const facts = factsOf(testDirectory());
    const journal = join(facts.out, 'journal.json');
    writeFileSync(journal, JSON.stringify({ format: 1, entries: [entry] }));
    const record = begun(facts);
    expect(record.state().open).toMatchObject([{ run: 'earlier', sent: null }]);
    expect(existsSync(journal)).toBe(false);
    record.close();
  });

  for (const text of ['', '{"format":1,"entries":[', '[]', '{"format":2,"entries":[]}']) {
    test(`that holds ${JSON.stringify(text)} is refused in words`, () => {
      const facts = factsOf(testDirectory());
      writeFileSync(join(facts.out, 'journal.json'), text);
      expect(() => begun(facts)).toThrow(/journal\.json is no journal .* delete it/);
      expect(readFileSync(join(facts.out, 'journal.json'), 'utf8')).toBe(text);
    });
  }
});

test('a record that vanishes takes no more entries, and is written again from memory', () => {
  const facts = factsOf(testDirectory());
  const record = begun(facts);
  const worker = openRecord(facts);
  recordFound(worker, facts, [reading({ preferences: '{"a":1}' })]);
  rmSync(facts.out, { recursive: true });
  expect(() => {
    worker.add({ entry: 'sent', query: null, keys: ['a'] });
  }).toThrow(RecordVanishedError);
  expect(() => openRecord(facts)).toThrow(RecordVanishedError);
  const again = new LastingRecord(record, facts);
  expect(again.state()).toMatchObject({ vanished: true, open: [{ run: facts.run }] });
  for (const each of [worker, again]) each.close();
});

function begun(facts: RunFacts): RecordFile {
  return beginRecord(facts, TARGET);
}

function restored(record: RecordFile, run: string, user: string | null): void {
  const report = {
    target: TARGET,
    foundAt: '2026-01-01T00:00:00.000Z',
    complete: true,
    requests: 1,
    statement: 'The preferences are back.',
    spaces: [],
  };
  record.add({ entry: 'restored', run, user, report });
}

function runEntry(): RunEntry {
  const startedAt = '2026-01-01T00:00:00.000Z';
  const about = { run: 'earlier', startedAt, target: TARGET, embedded: false };
  return { entry: 'run', format: 1, ...about, process: ownMark() };
}

function lineOf(entry: RecordEntry | Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(entry)}\n`;
}

function textOf(facts: RunFacts): string {
  return readFileSync(recordFile(facts), 'utf8');
}

interface Shown {
  readonly target?: string;
  readonly query?: string | null;
  readonly email?: string;
  readonly preferences?: string;
}

function reading({
  target = TARGET,
  query = null,
  email = 'viewer@example.com',
  preferences = '{}',
}: Shown): Exchange {
  const body = Buffer.from(`{"object":{"email":"${email}","preferences":${preferences}}}`);
  const path = '/users/preferences/update';
  return {
    case: { label: '', method: 'PUT', path, query, headers: [], body: null },
    class: 'valid',
    url: target + path + (query === null ? '' : `?${query}`),
    startedAt: 0,
    durationMs: 1,
    response: { status: 200, headers: [], body, bodyLength: body.length },
  };
}
