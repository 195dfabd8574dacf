/** Controls, formats (bidirectional, zero width), line separators, lone surrogates, noncharacters; not tab and newline. */
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * Text with everything that an eye or a terminal would miss or obey written as JSON escapes (`\u001b`, `\r`).
 * Tabs and newlines stay. In JSON strings the escapes mean what they replace, so a shown body can be sent again.
 * What is left is also legal in XML 1.0 (section 2.2) and in HTML.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, escapeUnits);
}

/** Like {@link visibleText}, on one line: newlines and tabs are written as `\n` and `\t`. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** What Azure, GitHub and TeamCity take for a command anywhere in a line. */
const COMMAND = /##(?=\[|vso\[|teamcity\[)/gi;
/** What GitHub takes for a command at the start of a line. */
const COMMAND_LINE = /^([^\S\n]*):(?=:)/gm;

/**
 * The border to terminals and logs of pipelines, which all text for them passes: {@link visibleText} in which no
 * line is a command of a pipeline. What passes again stays as it is.
 */
export function terminalText(text: string): string {
  return visibleText(text).replace(COMMAND, '#\\u0023').replace(COMMAND_LINE, '$1\\u003a');
}

/** The first `length` characters of a text and how many there were, where that is more. Never splits a surrogate pair. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${beginningOf(text, end)} … (cut; ${text.length} characters)`;
}

/** Characters that names of inputs may take. */
const LABEL_LENGTH = 80;

/** The label of a request: of many inputs that went out in one, the first names, and how many more there are. */
export function labelText(label: string): string {
  if (label.length <= LABEL_LENGTH) return label;
  const [first = '', ...others] = label.split(' ');
  let shown = cutText(first, LABEL_LENGTH);
  const cutAt = others.findIndex((name) => {
    if (shown.length + 1 + name.length > LABEL_LENGTH) return true;
    shown += ` ${name}`;
    return false;
  });
  return cutAt === -1 ? shown : `${shown} and ${others.length - cutAt} more`;
}

/** The beginning of a text, which does not keep the text: a slice of an engine refers to the whole. */
export function beginningOf(text: string, length: number): string {
  return Buffer.from(text.slice(0, length), 'utf16le').toString('utf16le');
}

function escapeUnits(character: string): string {
  if (character === '\r') return '\\r';
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
