import type { Answer } from '../exchange.ts';

/** Endings of source files: a path or a line is taken for one of the server only with one of these. */
const SOURCE = String.raw`\.(?:[cm]?[jt]sx?|java|kt|scala|cs|vb|php|twig|py|rb|go|rs)\b`;
const LINE_START = String.raw`(?:^|\n|\\n|")(?:\s|\\t)*`;
const SLASH = String.raw`\\?/`;
const DIRECTORY = `${SLASH}(?:var${SLASH}www|srv|home|usr${SLASH}src|app)${SLASH}`;

/**
 * What an error may tell that helps an attacker, by the traces it leaves in a text: a place in a source file, a
 * state of SQL or a whole statement.
 */
const LEAKS: readonly (readonly [what: string, trace: RegExp])[] = [
  // Node, Java and .NET; PHP; Python; the exceptions of Symfony.
  ['a stack trace', new RegExp(String.raw`${LINE_START}at [^\n"]{1,200}${SOURCE}:(?:line )?\d+`)],
  ['a stack trace', new RegExp(String.raw`${LINE_START}#\d+ [^\n"]{1,200}${SOURCE}\(\d+\): `)],
  ['a stack trace', /Traceback \(most recent call last\)/],
  ['a stack trace', /"trace"\s*:\s*\[\s*\{[^{}[\]]*"(?:file|line|class|function)"\s*:/],
  ['SQL', /SQLSTATE\[|syntax error at or near \\?"/],
  [
    'SQL',
    /\bSELECT\b[^\n]{1,300}\bFROM\b[^\n]{1,300}\bWHERE\b|\bINSERT INTO\b[^\n]{1,300}\bVALUES\b/,
  ],
  [
    'a file path of the server',
    new RegExp(String.raw`(?<![\w.:/\\-])(?:${DIRECTORY}|[A-Z]:\\{1,2})[\w\\/ .-]{1,200}${SOURCE}`),
  ],
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
