import type { Violation } from '../contract/violations.ts';
import { shortJson } from '../json/describe-value.ts';
import { pointerTokens, valueAt, withoutIndices } from '../json/json-pointer.ts';
import { editedValue, isJsonObject } from '../json/json-value.ts';
import type { DocumentNode } from '../contract/document-node.ts';
import {
  driftChange,
  type DriftChange,
  type DriftImpact,
  type Place,
  type Rating,
} from './drift-change.ts';
import type { TriedSchema } from './tried-schema.ts';

type Kind = 'property-removed' | 'property-added' | 'value-refused' | 'value-admitted';

/** One thing that a value of one schema shows of the other. */
interface Sign extends Pick<Violation, 'clause' | 'where' | 'expected'> {
  readonly kind: Kind;
}

/** What a sign in requests, and in responses, does to clients: a break for one side is no harm for the other. */
const IMPACTS: Readonly<Record<Kind, Readonly<Record<string, DriftImpact>>>> = {
  'property-removed': { request: 'breaking', response: 'breaking' },
  'property-added': { request: 'compatible', response: 'compatible' },
  'value-refused': { request: 'breaking', response: 'compatible' },
  'value-admitted': { request: 'compatible', response: 'breaking' },
};

const ALTERNATIVES = new Map([
  ['anyOf', 'one of the alternatives'],
  ['oneOf', 'exactly one of the alternatives'],
  ['not', 'nothing that `not` admits'],
]);

/**
 * Compares two schemas by their values: what the base has and the revision refuses, and the other way round.
 *
 * @param changed pointers of what is written differently within: a refusal by alternatives is told from there
 */
export function valueChanges(
  place: Place,
  base: TriedSchema,
  revision: TriedSchema,
  changed: readonly string[],
): readonly DriftChange[] {
  const isChanged = ({ clause }: Sign): boolean =>
    changed.some((pointer) => `${clause}/`.startsWith(`${pointer}/`));
  const told = (signs: readonly Sign[]): readonly Sign[] =>
    signs.toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
  const admitted = (value: unknown): readonly Sign[] =>
    base.violations(value).map((violation) => ({ ...violation, kind: 'value-admitted' }));
  return [
    ...shownBy(base, revision, (value) => told(losses(value, base, revision))),
    ...shownBy(revision, base, (value) => told(admitted(value))),
  ].map(([value, sign]) => valueChange(place, value, sign));
}

/**
 * What values of a schema, and values that another refuses and it has, show of that other: each sign once, by the
 * simplest value, without the members that it shows the same without.
 */
function shownBy(
  from: TriedSchema,
  to: TriedSchema,
  signsOf: (value: unknown) => readonly Sign[],
): readonly (readonly [value: unknown, sign: Sign])[] {
  const size = (value: unknown): number => JSON.stringify(value).length;
  const tried = [...to.negatives(), ...from.values()]
    .filter((value) => from.has(value))
    .map((value) => ({ value, signs: signsOf(value) }))
    .sort((a, b) => a.signs.length - b.signs.length || size(a.value) - size(b.value));
  const shown = new Map<string, readonly [unknown, Sign]>();
  for (const { value, signs } of tried) {
    for (const sign of signs) {
      const alike =
        sign.kind === 'property-removed' ? [sign] : signs.filter(({ kind }) => kind === sign.kind);
      if (alike.some((each) => shown.has(nameOf(each)))) continue;
      const signOf = (less: unknown): Sign | undefined =>
        signsOf(less).find((each) => nameOf(each) === nameOf(sign));
      const least = pared(value, (less) => from.has(less) && signOf(less) !== undefined);
      shown.set(nameOf(sign), [least, signOf(least) ?? sign]);
    }
  }
  return [...shown.values()];
}

function nameOf({ kind, clause, where }: Sign): string {
  return `${kind} ${clause} ${kind === 'property-removed' ? where : ''}`;
}

function pared(value: unknown, isShown: (less: unknown) => boolean): unknown {
  const names = isJsonObject(value) ? Object.keys(value) : [];
  return names.reduce((kept, name) => {
    const less = editedValue(kept, [name], undefined);
    return isShown(less) ? less : kept;
  }, value);
}

/**
 * What the revision does to a value of the base. A member that the base declares, and the revision does not know or
 * refuses by name, is removed, even where the value is still accepted. A member that the base leaves unsaid is
 * nothing that its clients send: a revision that says what it means adds a property.
 */
function losses(value: unknown, base: TriedSchema, revision: TriedSchema): readonly Sign[] {
  const violations = revision.violations(value);
  const strange = revision.strangers(value, violations);
  const said =
    violations.length === 0
      ? []
      : [...base.strangers(value, [])].filter((each) => !strange.has(each));
  const isSaid = ({ where }: Violation): boolean =>
    said.some((member) => `${withoutIndices(where)}/`.startsWith(`${member}/`));
  const { pointer } = (revision.node.value === undefined ? base : revision).node;
  return [
    ...[...strange]
      .filter((member) => member === '' || base.declared.has(member))
      .map((where): Sign => ({ kind: 'property-removed', clause: pointer, where, expected: '' })),
    ...violations.map((violation): Sign => {
      return { ...violation, kind: isSaid(violation) ? 'property-added' : 'value-refused' };
    }),
  ];
}

function valueChange(place: Place, value: unknown, sign: Sign): DriftChange {
  // A schema that is `false` has no keyword to point at, and not always a pointer of its own.
  const pointer = sign.clause.replace(/\/false schema$/, '');
  const at = ({ document }: DocumentNode): DocumentNode => {
    return { document, pointer, value: valueAt(document, pointer) };
  };
  const keyword = { ...place, base: at(place.base), revision: at(place.revision) };
  const isThere = keyword.base.value !== undefined || keyword.revision.value !== undefined;
  const rating: Rating = [IMPACTS[sign.kind][place.direction] ?? 'breaking', sign.kind];
  const sentence = sentenceFor(place, shortJson(value), sign);
  return { ...driftChange(isThere ? keyword : place, rating, sentence), value };
}

function sentenceFor({ name, direction }: Place, value: string, sign: Sign): string {
  const { kind, where, clause } = sign;
  const expected = ALTERNATIVES.get(clause.replace(/^.*\//, '')) ?? sign.expected;
  const isRequest = direction === 'request';
  const reason = where === '' ? expected : `${expected} at ${where}`;
  if (kind === 'property-added') return `${name} says now what ${where} means: ${expected}.`;
  if (kind === 'property-removed') {
    const member = pointerTokens(where).join('.');
    const what = where === '' ? `${name} is gone` : `\`${member}\` is gone from ${name}`;
    return isRequest
      ? `${what}: what a client sends there has lost its meaning, as in ${value}.`
      : `${what}: responses need not carry it any more, as in ${value}.`;
  }
  if (kind === 'value-refused') {
    return isRequest
      ? `A client that sends ${value} as ${name} is refused now: ${reason}.`
      : `${name} is no longer ${value}: ${reason}.`;
  }
  return isRequest
    ? `A client may now send ${value} as ${name}.`
    : `${name} may now be ${value}, which was refused before: ${reason}.`;
}
