import { shortJson, unmarked } from '../json/describe-value.ts';
import { childPointer, pointerTokens, valueAt, withoutIndices } from '../json/json-pointer.ts';
import type { Violation } from '../contract/violations.ts';
import type { DriftChange, SchemaDirection } from './drift-change.ts';
import { nameOf } from './schema-place.ts';
import type { TriedSchema } from './tried-schema.ts';

/** A value that one of two schemas has, and why the other refuses it. */
interface Difference {
  readonly value: unknown;
  readonly violation: Violation;
}

/** Refusals of a member for its name. */
const BY_NAME = /\/(?:additionalProperties|unevaluatedProperties|false schema)$/;

/**
 * Compares two schemas by their values: what the base has and the revision refuses, and the other way round, each
 * with the value that shows it. A member that the base leaves unsaid is nothing that its clients send: a revision
 * that says what it means adds a property. A member that the base declares, and the revision does not or refuses
 * by name, is removed, even where the value is still accepted.
 */
export function* valueChanges(
  direction: SchemaDirection,
  base: TriedSchema,
  revision: TriedSchema,
): Generator<DriftChange> {
  const removed = new Map<string, unknown>();
  const added: Difference[] = [];
  const refused = differences(base, revision, (value, violations) => {
    for (const member of removedMembers(base, revision, value, violations)) {
      if (!removed.has(member)) removed.set(member, value);
    }
    return !addsProperty(base, revision, value, violations, added);
  });
  const tell = teller(direction, base, revision);
  for (const [member, value] of removed) yield tell.removed(member, value);
  for (const difference of distinct(added)) yield tell.added(difference);
  for (const difference of refused) yield tell.refused(difference);
  for (const difference of differences(revision, base, () => true)) yield tell.admitted(difference);
}

/**
 * Values of one schema that another refuses, one for each keyword that refuses it.
 *
 * @param counts told of each value of the first, with the violations of the second; whether it is one of these
 */
function differences(
  from: TriedSchema,
  to: TriedSchema,
  counts: (value: unknown, violations: readonly Violation[]) => boolean,
): readonly Difference[] {
  const found: Difference[] = [];
  const joint: Difference[] = [];
  const look = (value: unknown): void => {
    const violations = to.violations(value);
    if (!counts(value, violations)) return;
    const [violation, another] = violations;
    if (violation !== undefined && another === undefined) found.push({ value, violation });
    else if (violation !== undefined && found.length === 0) joint.push({ value, violation });
  };
  for (const value of to.negatives()) if (from.violations(value).length === 0) look(value);
  for (const value of from.values()) look(value);
  return distinct(found.length > 0 ? found : joint.slice(0, 1));
}

/** The simplest of each keyword. */
function distinct(all: readonly Difference[]): readonly Difference[] {
  const best = new Map<string, Difference>();
  for (const each of all) {
    const known = best.get(each.violation.clause);
    if (known === undefined || size(each) < size(known)) best.set(each.violation.clause, each);
  }
  return [...best.values()];
}

function size({ value }: Difference): number {
  return JSON.stringify(value).length;
}

function removedMembers(
  base: TriedSchema,
  revision: TriedSchema,
  value: unknown,
  violations: readonly Violation[],
): readonly string[] {
  const gone =
    violations.length === 0
      ? [...revision.undeclared(value)]
      : violations.filter(({ clause }) => BY_NAME.test(clause)).map(memberOf);
  return gone.filter((member) => member === '' || base.declared.has(member));
}

/** Whether the base leaves unsaid what the revision refuses, for it says now what the member means. */
function addsProperty(
  base: TriedSchema,
  revision: TriedSchema,
  value: unknown,
  violations: readonly Violation[],
  added: Difference[],
): boolean {
  const unsaid = base.undeclared(value);
  if (unsaid.size === 0 || violations.length === 0) return false;
  const still = revision.undeclared(value);
  const said = [...unsaid].filter((member) => !still.has(member));
  const [violation] = violations.filter(({ where }) =>
    said.some((member) => `${withoutIndices(where)}/`.startsWith(`${member}/`)),
  );
  if (violation !== undefined) added.push({ value, violation });
  return violation !== undefined;
}

function memberOf({ where, actual, clause }: Violation): string {
  if (clause.endsWith('false schema')) return withoutIndices(where);
  const name: unknown = JSON.parse(unmarked(actual).replace(/^member /, ''));
  return withoutIndices(childPointer(where, String(name)));
}

/** Makes changes of differences; a break for one side is no harm for the other. */
function teller(direction: SchemaDirection, base: TriedSchema, revision: TriedSchema) {
  const sides = { base: base.node, revision: revision.node };
  const place = nameOf(sides);
  const isRequest = direction === 'request';
  const loss = isRequest
    ? 'what a client sends there has lost its meaning'
    : 'responses need not carry it any more';
  const change = (
    clause: string,
    facts: Pick<DriftChange, 'kind' | 'impact' | 'sentence' | 'value'>,
  ): DriftChange => {
    // A schema that is `false` has no keyword to point at.
    const pointer = clause.replace(/\/false schema$/, '');
    return {
      pointer,
      direction,
      ...facts,
      ...present('base', valueAt(base.node.document, pointer)),
      ...present('revision', valueAt(revision.node.document, pointer)),
    };
  };
  return {
    removed: (member: string, value: unknown) =>
      change(revision.node.value === undefined ? base.node.pointer : revision.node.pointer, {
        kind: 'property-removed',
        impact: 'breaking',
        sentence: `${removal(member, place)}: ${loss}, as in ${shortJson(value)}.`,
        value,
      }),
    added: ({ value, violation }: Difference) =>
      change(violation.clause, {
        kind: 'property-added',
        impact: 'compatible',
        sentence: `${place} says now what ${violation.where} means: ${violation.expected}.`,
        value,
      }),
    refused: ({ value, violation }: Difference) =>
      change(violation.clause, {
        kind: 'value-refused',
        impact: isRequest ? 'breaking' : 'compatible',
        sentence: isRequest
          ? `A client that sends ${shortJson(value)} as ${place} is refused now: ${because(violation)}.`
          : `${place} is no longer ${shortJson(value)}: ${because(violation)}.`,
        value,
      }),
    admitted: ({ value, violation }: Difference) =>
      change(violation.clause, {
        kind: 'value-admitted',
        impact: isRequest ? 'compatible' : 'breaking',
        sentence: isRequest
          ? `A client may now send ${shortJson(value)} as ${place}.`
          : `${place} may now be ${shortJson(value)}, where clients expect ${because(violation)}.`,
        value,
      }),
  };
}

function removal(member: string, place: string): string {
  return member === ''
    ? `${place} is gone`
    : `\`${pointerTokens(member).join('.')}\` is gone from ${place}`;
}

function because({ where, expected }: Violation): string {
  return where === '' ? expected : `${expected} at ${where}`;
}

function present(name: 'base' | 'revision', value: unknown): Partial<DriftChange> {
  return value === undefined ? {} : { [name]: value };
}
