import { expect, test } from '@playwright/test';
import { Progress, RecentRate } from '../../reports/progress.ts';
import { requirementLine } from '../../reports/formats/terminal.ts';
import type { Evidence } from '../../schema/requirements/evidence.ts';
import { noEvidence } from '../../schema/record/recorded-evidence.ts';
import { sampleRequirement } from './reports/sample-requirements.ts';

const CLAIMS = ['control', 'hazards', 'valid-updates'];

test('a terminal shows one line of progress below what is printed, and nothing of it at the end', () => {
  const { written, progress } = progressOn({ isTTY: true, columns: 60 }, false);
  progress.start(CLAIMS);
  progress.begin('hazards');
  progress.end('hazards', 12, 1);
  progress.print('a line');
  progress.stop();
  const [, clear, printed, drawn, last] = written;
  expect([clear, printed, last]).toEqual(['\r\u001b[2K', 'a line\n', '\r\u001b[2K']);
  expect(drawn).toContain('1 of 3 claims · 12 requests');
  expect(drawn).toContain('1 finding · ');
  expect(drawn?.replace('\r\u001b[2K', '').length).toBeLessThan(60);
});

test('what the record knows of the claim that is asked counts while it is asked, and once', () => {
  let requests = 0;
  const asked = (claim: string): Evidence | null =>
    claim === 'valid-updates' ? { ...noEvidence(claim), requests: (requests += 400) } : null;
  const { written, progress } = progressOn({ isTTY: true, columns: 200 }, false, asked);
  progress.start(CLAIMS);
  progress.end('control', 30, 0);
  progress.begin('valid-updates');
  progress.draw();
  expect(written.at(-1)).toMatch(/1 of 3 claims · 430 requests .* · valid-updates$/);
  progress.end('valid-updates', 1_200, 2);
  progress.begin('hazards');
  progress.print('a line');
  expect(written.at(-1)).toMatch(/2 of 3 claims · 1,230 requests .* 2 findings .* hazards$/);
  progress.stop();
});

test('a terminal shows from the beginning that time passes, and what is done in it', () => {
  const clock = { now: 0 };
  const { written, progress } = progressOn({ isTTY: true, columns: 200 }, false, () => null, clock);
  const shown = (now: number): string => {
    clock.now = now;
    progress.draw();
    return written.at(-1)?.replace('\r\u001b[2K', '').trim() ?? '';
  };
  progress.prepare();
  expect([shown(400), shown(1_500)]).toEqual(['getting ready · 400 ms', 'getting ready · 1.5 s']);
  progress.start(['control']);
  progress.begin('control');
  expect(shown(9_000)).toBe('0 of 1 claim · 0 requests (0/s) · 0 findings · 9 s · control');
  progress.end('control', 4, 0);
  expect(shown(12_000)).toMatch(/^1 of 1 claim · .* · 12 s · putting back$/);
  progress.stop();
});

test('where a line is too narrow for all of it, what is done and the time left stay whole', () => {
  const shownOn = (columns: number): string => {
    const { shown } = askedAt(ESTIMATED, columns);
    for (let request = 1; request < 10; request += 1)
      shown('control', request, 9_000 + 200 * request);
    return shown('control', 9, 10_800);
  };
  const rest = 'about 7 s left · control';
  expect(shownOn(200)).toBe(`0 of 3 claims · 9 requests (5/s) · 0 findings · 10.8 s · ${rest}`);
  expect(shownOn(78)).toBe(`0 of 3 claims · 9 requests · 0 findings · 10.8 s · ${rest}`);
  expect(shownOn(70)).toBe(`0 of 3 claims · 9 requests · 0 findings · ${rest}`);
  expect(shownOn(60)).toBe(`0 of 3 claims · 0 findings · ${rest}`);
});

/** Claims of one request after another, and of four in flight together. */
const ESTIMATED = {
  claims: {
    control: { requests: 10, roundTrips: 10 },
    hazards: { requests: 80, roundTrips: 20 },
    'valid-updates': { requests: 40, roundTrips: 10 },
  },
  spacingMs: 0,
};

test('the time left is round trips to come, by the pace of those since the first response', () => {
  const { left } = askedAt(ESTIMATED);
  // A worker starts, and nothing is answered yet.
  expect(left('control', 0, 5_000)).toBeNull();
  expect(left('control', 0, 9_000)).toBeNull();
  for (let request = 1; request < 10; request += 1) left('control', request, 9_000 + 200 * request);
  // 200 ms for each of 10 round trips, of which 9 are over; 31 are to come.
  expect(left('control', 9, 10_800)).toBe('about 7 s left');
  for (let second = 1; second <= 2; second += 1)
    left('hazards', 20 * second, 11_000 + 1_000 * second);
  expect(left('hazards', 40, 13_000)).toMatch(/^about [45]( s|\.\d s) left$/);
});

test('the time left is no less than the limit on requests allows', () => {
  const { left } = askedAt({ ...ESTIMATED, spacingMs: 1_000 });
  for (let request = 1; request < 10; request += 1) left('control', request, 200 * request);
  expect(left('control', 9, 1_800)).toBe('about 2 min 1 s left');
});

/** Tells what a terminal shows of a claim with some requests, at a time: the whole line, or the time left (`null` for none). */
function askedAt(estimated: typeof ESTIMATED, columns = 200) {
  const clock = { now: 0 };
  const live = new Map<string, number>();
  const asked = (claim: string): Evidence => ({
    ...noEvidence(claim),
    requests: live.get(claim) ?? 0,
  });
  const { written, progress } = progressOn({ isTTY: true, columns }, false, asked, clock);
  progress.start(CLAIMS, () => estimated);
  let current = '';
  const shown = (claim: string, requests: number, now: number): string => {
    if (claim !== current) {
      if (current !== '') progress.end(current, live.get(current));
      progress.begin((current = claim));
    }
    clock.now = now;
    live.set(claim, requests);
    progress.draw();
    return written.at(-1)?.replace('\r\u001b[2K', '').trim() ?? '';
  };
  const left = (...asks: Parameters<typeof shown>): string | null =>
    /about .* left/.exec(shown(...asks))?.[0] ?? null;
  return { shown, left };
}

for (const [where, isTTY, quiet] of [
  ['a file', false, false],
  ['CI', true, true],
] as const) {
  test(`${where} gets printed lines and no progress`, () => {
    const { written, progress } = progressOn({ isTTY }, quiet);
    progress.start(CLAIMS);
    progress.end('control', 12, 1);
    progress.print('a line');
    progress.stop();
    expect(written).toEqual(['a line\n']);
  });
}

test('the time left is told by the recent pace', () => {
  const rate = new RecentRate();
  expect([rate.note(0, 0), rate.note(1_000, 1_000), rate.note(9_000, 1_800)]).toEqual([
    0, 1_000, 200,
  ]);
  expect(rate.note(19_000, 2_800)).toBe(100);
});

test('the line of a requirement is cut to the terminal and cannot steer it', () => {
  const requirement = sampleRequirement({ id: '200-body', statement: '\u001b[2J'.repeat(30) });
  const line = requirementLine(requirement, 50);
  expect(line).toHaveLength(50);
  expect(line).toMatch(/^ {2}✓ 200-body {25}\\u001b.*…$/);
});

function progressOn(
  stream: { isTTY: boolean; columns?: number },
  quiet: boolean,
  asked: (claim: string) => Evidence | null = () => null,
  clock = { now: 0 },
) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const progress = new Progress({ ...stream, write }, quiet, asked, () => clock.now);
  return { written, progress };
}
