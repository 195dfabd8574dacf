import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { beginRecord, OtherRunError } from '../../fixtures/record/begin-record.ts';
import { ownMark } from '../../fixtures/record/process-mark.ts';
import type { RecordFile } from '../../fixtures/record/record-file.ts';
import { recordFile, type RunFacts } from '../../fixtures/settings/run-facts.ts';
import type { RecordEntry, RunEntry } from '../../schema/record/record-entry.ts';
import { factsOf } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

const TARGET = 'https://host/api/v1';

test.describe('a second run in the same directory', () => {
  test('is refused while the first one is at work, and let in after it', () => {
    const facts = factsOf(testDirectory());
    // Any other process that is alive: the one that started this one.
    const parent = { ...ownMark(), pid: process.ppid };
    const born = bornOf(process.ppid);
    const first = { ...runEntry(), process: { ...parent, born } };
    writeFileSync(recordFile(facts), lineOf(first));
    expect(() => begun(facts)).toThrow(OtherRunError);
    expect(() => begun(facts)).toThrow(/Another run .* process \d+ .* Nothing was sent/);
    expect(textOf(facts).split('\n')[0]).toBe(lineOf(first).trimEnd());
    const ended = { entry: 'ended', run: first.run } as const;
    writeFileSync(recordFile(facts), lineOf(first) + lineOf(ended));
    begun(facts).close();
  });

  test('is let in when another process has the number of the first one by now', () => {
    const facts = factsOf(testDirectory());
    const process_ = { ...ownMark(), pid: process.ppid, born: 'another time' };
    writeFileSync(recordFile(facts), lineOf({ ...runEntry(), process: process_ }));
    const record = begun(facts);
    expect(record.state().run?.run).toBe(facts.run);
    record.close();
  });

  test('is refused while the runner on another machine gives signs of life', () => {
    const facts = factsOf(testDirectory());
    const elsewhere = { pid: 1, host: 'elsewhere.example', born: null };
    const run = lineOf({
      ...runEntry(),
      process: elsewhere,
      startedAt: '2026-01-01T00:00:00.000Z',
    });
    const beat = { entry: 'beat', process: elsewhere, role: 'runner', at: Date.now() } as const;
    writeFileSync(recordFile(facts), run + lineOf(beat));
    expect(() => begun(facts)).toThrow(OtherRunError);
    writeFileSync(recordFile(facts), run + lineOf({ ...beat, at: beat.at - 3_600_000 }));
    begun(facts).close();
  });

  test('is refused while a worker of the first one outlives its runner', () => {
    const facts = factsOf(testDirectory());
    const worker = { ...ownMark(), pid: process.ppid, born: bornOf(process.ppid) };
    const gone = { ...runEntry(), process: { ...ownMark(), born: 'another time' } };
    const beat = { entry: 'beat', process: worker, role: 'worker', at: Date.now() } as const;
    writeFileSync(recordFile(facts), lineOf(gone) + lineOf(beat));
    expect(() => begun(facts)).toThrow(OtherRunError);
  });
});

function begun(facts: RunFacts): RecordFile {
  return beginRecord(facts, TARGET);
}

function runEntry(): RunEntry {
  const startedAt = '2026-01-01T00:00:00.000Z';
  const about = { run: 'earlier', startedAt, target: TARGET, embedded: false };
  return { entry: 'run', format: 1, ...about, process: ownMark() };
}

function bornOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function lineOf(entry: RecordEntry | Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(entry)}\n`;
}

function textOf(facts: RunFacts): string {
  return readFileSync(recordFile(facts), 'utf8');
}
