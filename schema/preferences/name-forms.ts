import type { Exchange } from '../http/exchange.ts';
import { equal } from '../json/json-value.ts';
import { oncePer, oncePerLast } from '../once-per.ts';
import {
  merged,
  namesOf,
  type Preferences,
  returnedPreferences,
  sentPreferences,
} from './preferences-of.ts';

const SPACES = 'spaces around it';
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

interface Difference {
  readonly what: string;
  readonly level: (name: string) => string;
}

const ACCENTS: Difference = { what: 'accents', level: withoutAccents };
const NORMALISATION: Difference = {
  what: 'Unicode normalisation',
  level: (name) => name.normalize('NFKC'),
};

/** What two names may differ in that a target may take for one: nothing says how it compares names. */
const DIFFERENCES: readonly Difference[] = [
  { what: 'case', level: (name) => name.toLowerCase() },
  { what: 'characters that are not seen', level: (name) => name.replaceAll(UNSEEN, '') },
  { what: SPACES, level: (name) => name.trim() },
  ACCENTS,
  NORMALISATION,
];

/** A name that is as `formOf` leaves it. */
const PLAIN = /^[a-z\d_]*$/;

/**
 * What names have in common that a target may take for one: they differ only in case, in spaces around them, in Unicode
 * normalisation, or in accents and characters that are not seen, which collations ignore (UTS 10, 4.1 and 4.3).
 */
export function formOf(name: string): string {
  if (PLAIN.test(name)) return name;
  return withoutAccents(name).replaceAll(UNSEEN, '').toLowerCase().trim();
}

/** What names have in common that a target may write in the same way: as `formOf`, with all that can be told apart. */
function writtenForm(name: string): string {
  return PLAIN.test(name) ? name : name.normalize('NFKC').toLowerCase().trim();
}

function withoutAccents(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{Mn}/gu, '');
}

/** In what two names of one form differ, in words: `case`, `case and spaces around it`. */
export function differenceOf(one: string, other: string): string {
  const differ = (levels: readonly Difference[]): boolean => {
    const [some, others] = [one, other].map((name) =>
      levels.reduce((text, { level }) => level(text), name),
    );
    return some !== others;
  };
  const without = (...left: readonly Difference[]): readonly Difference[] =>
    DIFFERENCES.filter((each) => !left.includes(each));
  const hasAccents = differ(without(ACCENTS));
  const some = DIFFERENCES.filter((each) =>
    // Without accents, names are normalised as well.
    differ(each === NORMALISATION && !hasAccents ? without(each, ACCENTS) : without(each)),
  );
  return some.map(({ what }) => what).join(' and ');
}

/**
 * Names that an exchange sent and does not show, with the name of the same form that it shows in their place: with the
 * value of one of those that were sent in this form. A null may be shown as absent.
 */
export const otherNames = oncePer((exchange: Exchange): ReadonlyMap<string, string> => {
  const sent = sentPreferences(exchange.case);
  const shown = returnedPreferences(exchange);
  return sent === null || shown === null ? new Map() : namesInPlace(sent, shown);
});

function namesInPlace(sent: Preferences, shown: Preferences): ReadonlyMap<string, string> {
  const absent = Object.entries(sent).filter(
    ([name, value]) => value !== null && !Object.hasOwn(shown, name),
  );
  if (absent.length === 0) return new Map();
  const alike = namesOfForms(shown, new Set(absent.map(([name]) => formOf(name))));
  return new Map(
    absent.flatMap(([name]) => {
      const form = formOf(name);
      const values = Object.keys(sent)
        .filter((each) => formOf(each) === form)
        .map((each) => sent[each]);
      const found = alike
        .get(form)
        ?.find((each) => values.some((value) => isSaved(value, shown[each])));
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
}

/** Traits that a target takes from all names, or from none. Only those that every way of doing so agrees on. */
const TRAITS: readonly (readonly [trait: string, has: (name: string) => boolean])[] = [
  ['capitals', (name) => /[A-Z]/.test(name)],
  [SPACES, (name) => /^ | $/.test(name)],
  ['decomposed', (name) => name !== name.normalize('NFC')],
];

/** Traits of a name that its other form may lack. */
export function traitsOf(name: string): readonly string[] {
  if (PLAIN.test(name)) return [];
  return TRAITS.filter(([, has]) => has(name)).map(([trait]) => trait);
}

/**
 * Whether a target may turn a name into another one of its form: it may take accents for nothing, not take them away.
 *
 * @param kept traits that other names were seen to keep
 */
export function mayBecome(name: string, other: string, kept: ReadonlySet<string>): boolean {
  const [before, after] = [traitsOf(name), traitsOf(other)];
  if (writtenForm(name) !== writtenForm(other)) return false;
  const isPadded = after.includes(SPACES) && !before.includes(SPACES);
  return !isPadded && !before.some((trait) => kept.has(trait) && !after.includes(trait));
}

/** Whether preferences have a name of the form of another. */
export function hasForm(preferences: Preferences, name: string): boolean {
  const form = formOf(name);
  return isPlainIn(preferences, form) || formsIn(preferences).has(form);
}

/** Names of some forms, by form; one that is its own form comes first. A response may show very many others. */
function namesOfForms(
  preferences: Preferences,
  forms: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map(
    [...forms].map((form) => [form, isPlainIn(preferences, form) ? [form] : []]),
  );
  for (const name of namesOf(preferences)) {
    if (!PLAIN.test(name)) names.get(formOf(name))?.push(name);
  }
  return names;
}

function isPlainIn(preferences: Preferences, form: string): boolean {
  return PLAIN.test(form) && Object.hasOwn(preferences, form);
}

/** Forms of the names that are not their own form. */
const formsIn = oncePerLast(
  (preferences: Preferences): ReadonlySet<string> =>
    new Set(
      namesOf(preferences)
        .filter((name) => !PLAIN.test(name))
        .map(formOf),
    ),
);

/** Whether a value is shown as it was sent, or merged into what was there. */
function isSaved(sent: unknown, shown: unknown): boolean {
  return [false, true].some((nullDeletes) => equal(merged(shown, sent, nullDeletes), shown));
}
