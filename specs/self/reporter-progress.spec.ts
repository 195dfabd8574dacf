import { expect, test } from '@playwright/test';
import { Progress } from '../../reports/progress.ts';
import { RecentRate } from '../../reports/recent-rate.ts';
import { requirementLine } from '../../reports/terminal.ts';
import type { Evidence } from '../../schema/evidence.ts';
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
  const [clear, printed, drawn, last] = written;
  expect([clear, printed, last]).toEqual(['\r\u001b[2K', 'a line\n', '\r\u001b[2K']);
  expect(drawn).toContain('1 of 3 claims · 12 requests');
  expect(drawn).toContain('1 finding · ');
  expect(drawn?.replace('\r\u001b[2K', '').length).toBeLessThan(60);
});

test('what the record knows of the claim that is asked counts while it is asked, and once', async () => {
  let requests = 0;
  const asked = (claim: string): Evidence | null =>
    claim === 'valid-updates' ? { ...noEvidence(claim), requests: (requests += 400) } : null;
  const { written, progress } = progressOn({ isTTY: true, columns: 200 }, false, asked);
  progress.start(CLAIMS, { hazards: 10, 'valid-updates': 1_000 });
  progress.end('control', 30, 0);
  progress.begin('valid-updates');
  await expect.poll(() => written.join('')).toContain('430 requests');
  await expect.poll(() => written.at(-1)).toMatch(/1 of 3 .* · about .* left · valid-updates$/);
  progress.end('valid-updates', 1_200, 2);
  progress.begin('hazards');
  progress.print('a line');
  expect(written.at(-1)).toMatch(/2 of 3 claims · 1,230 requests .* 2 findings .* hazards$/);
  progress.stop();
});

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
) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { written, progress: new Progress({ ...stream, write }, quiet, asked) };
}
