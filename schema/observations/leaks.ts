import type { Answer } from '../exchange.ts';

/** What an error may tell that helps an attacker, by the traces it leaves in a text. */
const LEAKS: readonly (readonly [what: string, trace: RegExp])[] = [
  ['a stack trace', /(?:^|\n|\\n)\s*(?:at [\w$.<>]+ \(|#\d+ \/|Traceback \(most recent)/],
  ['a stack trace', /"trace"\s*:\s*\[\s*\{/],
  ['SQL', /SQLSTATE\[|syntax error at or near|\bSELECT\b.{1,200}\bFROM\b/],
  ['a file path of the server', /(?:\/var\/www|\/srv\/|\/home\/\w+|\/usr\/src|[A-Z]:\\\\\w+)/],
];
const LONGEST = 65_536;

/**
 * Names what an error answer leaks, in a few words each; nothing of the text itself, and nothing that the
 * request said first. Only observed, never judged.
 */
export function leaksOf(answer: Answer, sent: Uint8Array | null): readonly string[] {
  const text = new TextDecoder().decode(answer.body.subarray(0, LONGEST));
  const said = new TextDecoder().decode(sent?.subarray(0, LONGEST));
  const found = LEAKS.filter(([, trace]) => trace.test(text) && !trace.test(said)).map(
    ([what]) => what,
  );
  return [...new Set(found)];
}
