import { TOKEN } from './readable-json.ts';

/** A control character that no JSON text has as it is. */
export const MARK = '\u0001';
/** What a part of JSON text that is left out is written as. */
export const GAP = new RegExp(`${MARK}(\\d+)([ic])${MARK}`);

/** More members or items than these are shown in part. */
const MANY = 8;
/** Of many, so many of the first ones are shown. */
const FIRST = 3;
const LONG_STRING = 200;
const SHOWN_STRING = 60;

/** What an excerpt is made for: the name of its place, and how names begin that the suite itself stored. */
interface Sought {
  readonly name: string;
  readonly own: string | null;
}

interface Member {
  /** The member's name, or the item's index. */
  readonly key: string;
  /** Token of the name; empty for an item. */
  readonly name: string;
  readonly value: Node;
}

type Node = string | { readonly open: string; readonly close: string; readonly members: Member[] };

/**
 * JSON text with what does not matter for a place left out: what the suite itself stored, most of many members and
 * items, the middle of long strings. What is on the way to the place stays, and members of its name or nearly so.
 *
 * @param tokens of the JSON pointer (RFC 6901) to the place
 * @param own how names begin that the suite itself stored; `null` where they matter as well
 */
export function excerptOf(json: string, tokens: readonly string[], own: string | null): string {
  const reader = new Reader([...json.matchAll(TOKEN)].map(([, token = '']) => token));
  const root = reader.read();
  return root === null ? json : write(root, tokens, { name: tokens.at(-1) ?? '', own });
}

/** What a gap leaves out, in words: `12 more`, `340 more characters`. */
export function gapWords(count: number, kind: string): string {
  const more = `${count.toLocaleString('en-US')} more`;
  return kind === 'c' ? `${more} ${count === 1 ? 'character' : 'characters'}` : more;
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** The next value; `null` where the text ends. A text that was cut ends in what is open. */
  read(): Node | null {
    const token = this.#take();
    if (token === undefined) return null;
    return token === '{' || token === '[' ? this.#container(token) : token;
  }

  #container(open: '{' | '['): Node {
    const members: Member[] = [];
    const end = open === '{' ? '}' : ']';
    while (this.#peek() !== undefined && this.#peek() !== end) {
      if (this.#peek() === ',') this.#next += 1;
      const name = open === '{' ? (this.#take() ?? '') : '';
      if (open === '{') this.#next += 1;
      const value = this.read();
      if (value === null) break;
      const key = open === '{' ? String(JSON.parse(name)) : String(members.length);
      members.push({ key, name, value });
    }
    return { open, close: this.#take() ?? '', members };
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string | undefined {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }
}

/** @param way what is left of the place, seen from here; `null` off the way */
function write(node: Node, way: readonly string[] | null, sought: Sought): string {
  if (typeof node === 'string') return shortened(node);
  const { open, close, members } = node;
  const kept = new Set(members.filter((each) => isTelling(each, way, sought.name)));
  const isOwn = ({ key }: Member): boolean => sought.own !== null && key.startsWith(sought.own);
  const others = members.filter((each) => !kept.has(each) && !isOwn(each));
  const shown = others.slice(0, members.length > MANY ? FIRST : others.length);
  for (const each of shown) kept.add(each);
  const parts: string[] = [];
  let left = 0;
  const leave = (): void => {
    if (left > 0) parts.push(`${MARK}${left}i${MARK}`);
    left = 0;
  };
  for (const each of members) {
    if (!kept.has(each)) {
      left += 1;
      continue;
    }
    leave();
    const rest = way?.[0] === each.key ? way.slice(1) : null;
    const value = write(each.value, rest, sought);
    parts.push(each.name === '' ? value : `${each.name}:${value}`);
  }
  leave();
  return `${open}${parts.join(',')}${close}`;
}

/** Whether a member is on the way, or has the name that is looked for, with or without escapes. */
function isTelling({ key }: Member, way: readonly string[] | null, name: string): boolean {
  if (way?.[0] === key) return true;
  return name !== '' && !/^\d+$/.test(name) && lettersOf(key) === lettersOf(name);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '') || name;
}

function shortened(token: string): string {
  if (!token.startsWith('"') || token.length <= LONG_STRING) return token;
  const start = token.slice(0, SHOWN_STRING).replace(/\\(?:u[\da-f]{0,3})?$/i, '');
  return `${start}${MARK}${token.length - start.length - 1}c${MARK}"`;
}
