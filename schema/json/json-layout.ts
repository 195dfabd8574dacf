import { excerptOf, GAP, gapWords, MARK } from './json-excerpt.ts';
import { pointerTokens } from './json-pointer.ts';
import { readableJson, TOKEN } from './readable-json.ts';

/** A body laid out for reading, and the part of it, as offsets, that a pointer names. */
export interface JsonLayout {
  readonly text: string;
  readonly mark: readonly [start: number, end: number] | null;
  /** Parts are left out, each told by a gap. */
  readonly gaps?: true;
}

interface Frame {
  readonly kind: 'object' | 'array';
  readonly start: number;
  /** Member name or index of the value that is being read; null where a name comes next. */
  key: string | null;
  index: number;
  /** Where the member starts, its name included. */
  memberStart: number;
}

interface Best {
  readonly depth: number;
  readonly mark: readonly [number, number];
}

/**
 * JSON text with a line per member and item, its tokens untouched (`1.0` stays `1.0`, duplicate names stay twice),
 * with the place that the JSON pointer (RFC 6901) names, or its nearest ancestor where there is none such.
 * A text that was cut is laid out as far as it goes. What is no JSON text, very long or very deep comes back as it
 * is, without a mark.
 */
export function layOutJson(text: string, pointer: string): JsonLayout {
  const json = readableJson(text);
  if (json === null) return { text, mark: null };
  return print(json, pointerTokens(pointer), text.slice(json.length));
}

/**
 * The same of an excerpt for that place, with gaps; `null` where nothing is left out, or the text is no JSON.
 *
 * @param own how names begin that the suite itself stored; `null` where they matter as well
 */
export function layOutExcerpt(
  text: string,
  pointer: string,
  own: string | null,
): JsonLayout | null {
  const json = readableJson(text);
  if (json === null) return null;
  const target = pointerTokens(pointer);
  const excerpt = excerptOf(json, target, own);
  if (!GAP.test(excerpt)) return null;
  return { ...print(excerpt, target, text.slice(json.length)), gaps: true };
}

/** An excerpt as plain text, with gaps in words; a body of which nothing is left out comes back as it is. */
export function excerptText(text: string, pointer: string, own: string | null): string {
  const layout = layOutExcerpt(text, pointer, own);
  return layout === null ? text : gapsInWords(layout.text);
}

/** Text of an excerpt with what is left out told in words: `… 12 more`. */
export function gapsInWords(text: string): string {
  const gaps = new RegExp(GAP, 'g');
  return text.replaceAll(
    gaps,
    (_, count: string, kind: string) => `… ${gapWords(Number(count), kind)}`,
  );
}

function print(json: string, target: readonly string[], rest: string): JsonLayout {
  const printer = new Printer(target);
  for (const [, token] of json.matchAll(TOKEN)) printer.write(token ?? '');
  return { text: printer.text + rest, mark: printer.best?.mark ?? null };
}

class Printer {
  text = '';
  best: Best | null = null;
  readonly #target: readonly string[];
  readonly #frames: Frame[] = [];
  #empty = false;

  constructor(target: readonly string[]) {
    this.#target = target;
  }

  write(token: string): void {
    if (token === '{' || token === '[') this.#open(token);
    else if (token === '}' || token === ']') this.#close(token);
    else if (token === ',') this.#separate();
    else if (token === ':') this.text += ': ';
    else if (token.startsWith(MARK)) this.#gap(token);
    else this.#scalar(token);
  }

  #open(token: '{' | '['): void {
    this.#breakAfterOpening();
    const kind = token === '{' ? 'object' : 'array';
    const start = this.#valueStart();
    this.text += token;
    this.#frames.push({ kind, start, key: null, index: 0, memberStart: 0 });
    this.#empty = true;
  }

  #close(token: string): void {
    const frame = this.#frames.pop();
    if (!this.#empty) this.#newLine();
    this.#empty = false;
    this.text += token;
    this.#found(frame?.start ?? 0);
  }

  #separate(): void {
    this.text += ',';
    this.#newLine();
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.key = null;
    frame.index += 1;
  }

  #scalar(token: string): void {
    this.#breakAfterOpening();
    const frame = this.#frames.at(-1);
    const start = this.#valueStart();
    this.text += token;
    if (frame?.kind === 'object' && frame.key === null) {
      frame.key = String(JSON.parse(token));
      frame.memberStart = start;
    } else {
      this.#found(start);
    }
  }

  #gap(token: string): void {
    this.#breakAfterOpening();
    this.text += token;
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.index += Number(GAP.exec(token)?.[1] ?? 1) - 1;
  }

  #breakAfterOpening(): void {
    if (this.#empty) this.#newLine();
    this.#empty = false;
  }

  #newLine(): void {
    this.text += `\n${'  '.repeat(this.#frames.length)}`;
  }

  #valueStart(): number {
    const frame = this.#frames.at(-1);
    return frame?.kind === 'object' && frame.key !== null ? frame.memberStart : this.text.length;
  }

  /** A value ends here: of those on the way to the target, the deepest is best, and the last of equals. */
  #found(start: number): void {
    const path = this.#frames.map((frame) => frame.key ?? String(frame.index));
    const onTheWay = path.every((segment, depth) => segment === this.#target[depth]);
    if (onTheWay && path.length >= (this.best?.depth ?? 0))
      this.best = { depth: path.length, mark: [start, this.text.length] };
  }
}
