import { expect, test } from '@playwright/test';
import { Progress } from '../../reports/progress.ts';
import { requirementLine } from '../../reports/terminal.ts';
import { sampleRequirement } from './reports/sample-requirements.ts';

test('a terminal shows one line of progress below what is printed, and nothing of it at the end', () => {
  const { written, progress } = progressOn({ isTTY: true, columns: 60 }, false);
  progress.start(3);
  progress.begin('hazards');
  progress.end(12, 1);
  progress.print('a line');
  progress.stop();
  const [clear, printed, drawn, last] = written;
  expect([clear, printed, last]).toEqual(['\r\u001b[2K', 'a line\n', '\r\u001b[2K']);
  expect(drawn).toContain('1 of 3 claims · 12 requests');
  expect(drawn).toContain('1 finding · about');
  expect(drawn?.replace('\r\u001b[2K', '')).toHaveLength(59);
});

for (const [where, isTTY, quiet] of [
  ['a file', false, false],
  ['CI', true, true],
] as const) {
  test(`${where} gets printed lines and no progress`, () => {
    const { written, progress } = progressOn({ isTTY }, quiet);
    progress.start(3);
    progress.end(12, 1);
    progress.print('a line');
    progress.stop();
    expect(written).toEqual(['a line\n']);
  });
}

test('the line of a requirement is cut to the terminal and cannot steer it', () => {
  const requirement = sampleRequirement({ id: '200-body', statement: '\u001b[2J'.repeat(30) });
  const line = requirementLine(requirement, 50);
  expect(line).toHaveLength(50);
  expect(line).toMatch(/^ {2}✓ 200-body {25}\\u001b.*…$/);
});

function progressOn(stream: { isTTY: boolean; columns?: number }, quiet: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  return { written, progress: new Progress({ ...stream, write }, quiet) };
}
