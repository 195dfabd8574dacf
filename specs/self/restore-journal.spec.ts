import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { closeEntry, openJournal } from '../../fixtures/restore/journal.ts';
import { openEntries } from '../../fixtures/restore/journal-file.ts';
import { journalFile, type RunFacts } from '../../fixtures/run/run-facts.ts';
import type { Exchange } from '../../schema/exchange.ts';
import { factsOf, freshOut } from './restore/restoring.ts';

const PARTIAL = '{"format":1,"entries":[{"target":"x","state":"open"}]}';

test('an open entry for the same user of the same target outlives later runs', () => {
  const facts = factsOf(freshOut());
  openJournal([reading({ preferences: '{"a":1}' })], { ...facts, run: 'first' });
  const entry = openJournal(
    [reading({ preferences: '{"a":2}' }), reading({ preferences: '{"b":2}', query: 'space=x' })],
    { ...facts, run: 'second' },
  );
  expect(entry.run).toBe('second');
  expect(entry.spaces).toEqual([
    { query: null, preferences: '{"a":1}' },
    { query: 'space=x', preferences: '{"b":2}' },
  ]);
  expect(openEntries(facts)).toEqual([entry]);
});

test('entries of other targets and other users stay', () => {
  const facts = factsOf(freshOut());
  const first = openJournal([reading({})], facts);
  const elsewhere = openJournal([reading({ target: 'http://other/api' })], facts);
  const other = openJournal([reading({ email: 'other@example.com' })], facts);
  expect(openEntries(facts)).toEqual([first, elsewhere, other]);
  closeEntry(facts, elsewhere);
  expect(openEntries(facts)).toEqual([first, other]);
});

test('an entry of an embedded reference API ends with its run', () => {
  const facts = factsOf(freshOut());
  openJournal([reading({ target: 'http://127.0.0.1:1' })], { ...facts, embedded: true });
  const next = openJournal([reading({ target: 'http://127.0.0.1:2' })], facts);
  expect(openEntries(facts)).toEqual([next]);
});

test('who the user is stands nowhere, and what was put back is forgotten', () => {
  const facts = factsOf(freshOut());
  const entry = openJournal([reading({ preferences: '{"private":"matter"}' })], facts);
  expect(textOf(facts)).toContain('matter');
  expect(textOf(facts)).not.toContain('viewer@');
  expect(statSync(journalFile(facts)).mode & 0o777).toBe(0o600);
  closeEntry(facts, entry);
  expect(textOf(facts)).not.toContain('matter');
  expect(textOf(facts)).toContain('"restored"');
});

test('a prefix is the URL without path and query', () => {
  const facts = factsOf(freshOut());
  const entry = openJournal([reading({ target: 'http://h/api/v1', query: '' })], facts);
  expect(entry.target).toBe('http://h/api/v1');
});

for (const text of ['', '{"format":1,"entries":[', '[]', '{"format":2,"entries":[]}', PARTIAL]) {
  test(`a journal that holds ${JSON.stringify(text)} is not overwritten`, () => {
    const facts = factsOf(freshOut());
    writeFileSync(journalFile(facts), text);
    expect(() => openJournal([reading({})], facts)).toThrow(
      /journal\.json is no journal .* delete it/,
    );
    expect(textOf(facts)).toBe(text);
  });
}

function textOf(facts: RunFacts): string {
  return readFileSync(journalFile(facts), 'utf8');
}

interface Shown {
  readonly target?: string;
  readonly query?: string | null;
  readonly email?: string;
  readonly preferences?: string;
}

function reading({
  target = 'https://host/api/v1',
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
    answer: { status: 200, headers: [], body, bodyLength: body.length },
  };
}
