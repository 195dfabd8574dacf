import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { tellProgress } from '../../fixtures/inquiry/tell-progress.ts';
import { Progress } from '../../reports/progress.ts';
import { RecentRate } from '../../reports/recent-rate.ts';
import { requirementLine } from '../../reports/terminal.ts';
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

test('what the process that asks has told counts while its claim is asked, and once', async () => {
  const { written, progress, env } = progressOn({ isTTY: true, columns: 200 }, false);
  progress.start(CLAIMS, { hazards: 10, 'valid-updates': 1_000 });
  progress.end('control', 30, 0);
  progress.begin('valid-updates');
  const told = { claim: 'valid-updates', requests: 0, findings: 0 };
  const file = env.CONFORMANCE_PROGRESS ?? '';
  const stop = tellProgress(file, () => ({ ...told, requests: (told.requests += 400) }));
  await expect.poll(() => written.at(-1)).toContain('430 requests');
  stop();
  expect(written.at(-1)).toMatch(/1 of 3 .* · about .* left · valid-updates$/);
  progress.end('valid-updates', 1_200, 2);
  progress.begin('hazards');
  progress.print('a line');
  expect(written.at(-1)).toMatch(/2 of 3 claims · 1,230 requests .* 2 findings .* hazards$/);
  progress.stop();
  expect([existsSync(file), env.CONFORMANCE_PROGRESS]).toEqual([false, undefined]);
});

for (const [where, isTTY, quiet] of [
  ['a file', false, false],
  ['CI', true, true],
] as const) {
  test(`${where} gets printed lines and no progress, and nobody is asked to tell`, () => {
    const { written, progress, env } = progressOn({ isTTY }, quiet);
    progress.start(CLAIMS);
    progress.end('control', 12, 1);
    progress.print('a line');
    expect(env).toEqual({});
    progress.stop();
    expect(written).toEqual(['a line\n']);
  });
}

test('nothing is told where nobody waits, and what cannot be told is no trouble', async () => {
  const looks: string[] = [];
  const look = (name: string) => () => {
    looks.push(name);
    return { claim: 'control', requests: 1, findings: 0 };
  };
  const stops = [tellProgress(null, look('nobody')), tellProgress('/dev/null/no', look('gone'))];
  await expect.poll(() => looks).toContain('gone');
  for (const stop of stops) stop();
  expect(looks).not.toContain('nobody');
});

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

function progressOn(stream: { isTTY: boolean; columns?: number }, quiet: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const env: NodeJS.ProcessEnv = {};
  return { written, env, progress: new Progress({ ...stream, write }, quiet, env) };
}
