import { expect, test } from '@playwright/test';
import { quoteForShell } from '../../fixtures/http/shell-quoting.ts';
import { Progress } from '../../reports/progress.ts';
import { terminalText } from '../../schema/visible-text.ts';

const COMMANDS = [
  '##[error]x',
  'x ##[group]y',
  'x ##vso[task.setvariable]y',
  '##teamcity[testFailed]',
  '::error::x',
  '  ::set-output name=a::b',
  'x\n::add-mask::y',
  '\u001b[2J',
  '\u009b31m',
  '\u202egpj.exe',
  'x\ry',
  '\u0007',
];

for (const command of COMMANDS) {
  test(`a terminal or pipeline does not obey ${JSON.stringify(command)}`, () => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text) }, true);
    progress.print(command);
    const [text = ''] = written;
    expect(text).not.toMatch(/##(\[|vso|teamcity)|^\s*::/m);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(terminalText(text)).toBe(text);
  });
}

test('ordinary text passes the border as it is', () => {
  const text = '  ✗ a::b  # ## [x] #[y]\n\tstd::vector, 100% — “é”';
  expect(terminalText(text)).toBe(text);
});

test('a word of a shell stays the same word and is no command', () => {
  expect(quoteForShell("##[error]'###[x]")).toBe("$'#\\x23[error]\\'#\\x23#[x]'");
});
