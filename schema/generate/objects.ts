import fc from 'fast-check';
import { distinctArrays } from './distinct-arrays.ts';
import { names } from './json-values.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import {
  declaredBy,
  memberSchemas,
  type ObjectConstraints,
  type Witness,
} from './object-constraints.ts';
import type { PartBuilder } from './part-builder.ts';
import { matchingStrings } from './patterns.ts';
import { refined } from './reject-budget.ts';

/** A member of an object. */
type Member = readonly [name: string, value: unknown];

const explored = 30;

const text: LocatedSchema = {
  schema: { type: 'string' },
  pointer: '#/propertyNames',
  scope: [],
  negated: false,
};

/** Objects within constraints, `level` containers below the root; `null` where none was found. */
export function objects(
  constraints: ObjectConstraints,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<object> | null {
  const isBare = builder.isLean && constraints.minProperties <= constraints.required.size;
  const declared = isBare ? constraints.required : declaredNames(constraints);
  const values = new Map(
    [...declared].map((name) => [name, memberValue(constraints, name, level, builder)]),
  );
  if ([...constraints.required].some((name) => !values.get(name))) return null;
  const witnesses = constraints.witnesses.map((witness) =>
    witnessMember(witness, constraints, level, builder),
  );
  if (!witnesses.every((witness) => witness !== null)) return null;
  const members = [...values].flatMap(([name, value]) =>
    value === null ? [] : [{ name, value, isRequired: constraints.required.has(name) }],
  );
  const undeclared = isBare ? [] : undeclaredMembers(constraints, declared, level, builder);
  return assembled(constraints, level, members, witnesses, undeclared);
}

interface DeclaredMember {
  readonly name: string;
  readonly value: fc.Arbitrary<unknown>;
  readonly isRequired: boolean;
}

function declaredNames(constraints: ObjectConstraints): ReadonlySet<string> {
  const properties = constraints.layers.flatMap((layer) => [...layer.properties.keys()]);
  const names = [...constraints.required, ...properties];
  return new Set(names.filter((name) => !constraints.forbidden.has(name)));
}

function memberValue(
  constraints: ObjectConstraints,
  name: string,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<unknown> | null {
  if (!builder.admits(constraints.propertyNames, name)) return null;
  return builder.values(memberSchemas(constraints, name), level + 1);
}

function assembled(
  constraints: ObjectConstraints,
  level: number,
  members: readonly DeclaredMember[],
  witnesses: readonly fc.Arbitrary<Member>[],
  undeclared: readonly fc.Arbitrary<Member>[],
): fc.Arbitrary<object> | null {
  const { minProperties, maxProperties } = constraints;
  const certain = members.filter(({ isRequired }) => isRequired).length + witnesses.length;
  const missing = Math.max(0, minProperties - certain);
  const isFull = undeclared.length === 0 && missing > 0;
  const declared = members.map((member) => optionally(member, members.length, level, isFull));
  const others = extras(undeclared, missing, maxProperties - certain, members.length > 0, level);
  const candidates = fc
    .tuple(fc.tuple(...declared), fc.tuple(...witnesses), others)
    .map(([own, forced, more]) => objectOf(constraints, own.flat(), forced, more));
  const isCounted = minProperties > 0 || maxProperties < Infinity || witnesses.length > 0;
  if (!isCounted) return candidates;
  return refined(candidates, (candidate) => {
    const count = Object.keys(candidate).length;
    return count >= minProperties && count <= maxProperties;
  });
}

/** No member or one: an optional member is there the less often, the more there are and the deeper they lie. */
function optionally(
  { name, value, isRequired }: DeclaredMember,
  count: number,
  level: number,
  isFull: boolean,
): fc.Arbitrary<readonly Member[]> {
  const present = value.map((each): readonly Member[] => [[name, each]]);
  if (isRequired) return present;
  const likely = count <= 4 ? 4 : 2;
  return fc.oneof(
    { withCrossShrink: true },
    { weight: isFull ? 1 : 1 + Math.floor(level / 2), arbitrary: fc.constant([]) },
    { weight: isFull ? 9 : Math.max(1, likely - Math.floor(level / 3)), arbitrary: present },
  );
}

function extras(
  undeclared: readonly fc.Arbitrary<Member>[],
  missing: number,
  room: number,
  isAside: boolean,
  level: number,
): fc.Arbitrary<readonly Member[]> {
  if (undeclared.length === 0 || room <= 0) return fc.constant([]);
  const maxLength = Math.min(room, missing + ([6, 4, 3][level] ?? 2));
  const some = (least: number) =>
    distinctArrays(
      fc.oneof(...undeclared),
      ([name]) => name,
      Math.min(least, maxLength),
      maxLength,
    );
  if (missing > 0) return some(missing);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: isAside ? 6 : 1, arbitrary: fc.constant([]) },
    { weight: isAside ? 3 : 9, arbitrary: some(1) },
  );
}

/** An object of the members; surplus optional ones are left out, later ones of a name too. */
function objectOf(
  { required, maxProperties }: ObjectConstraints,
  own: readonly Member[],
  forced: readonly Member[],
  more: readonly Member[],
): object {
  const certain = [...own.filter(([name]) => required.has(name)), ...forced];
  const optional = [...own.filter(([name]) => !required.has(name)), ...more];
  const members = new Map<string, unknown>();
  for (const [name, value] of [...optional.slice(0, surplus(certain, maxProperties)), ...certain]) {
    members.set(name, value);
  }
  return Object.fromEntries(members);
}

function surplus(certain: readonly Member[], maxProperties: number): number {
  return Math.max(0, maxProperties - certain.length);
}

/**
 * Members whose names no `properties` declares, in families: names that match the same patterns have the
 * same schemas, so a family is a pair of independent arbitraries and shrinks well.
 */
function undeclaredMembers(
  constraints: ObjectConstraints,
  declared: ReadonlySet<string>,
  level: number,
  builder: PartBuilder,
): readonly fc.Arbitrary<Member>[] {
  const sources = [...patternSources(constraints), nameSource(constraints, level, builder)];
  const found = new Map<string, fc.Arbitrary<Member>>();
  for (const source of sources) {
    if (source === null) continue;
    for (const [wanted, family] of families(source, constraints, declared, level, builder)) {
      if (!found.has(wanted)) found.set(wanted, family);
    }
  }
  return [...found.values()];
}

/** A member that a witness asks for; `null` where none was found. */
function witnessMember(
  witness: Witness,
  constraints: ObjectConstraints,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<Member> | null {
  const source = witnessNames(witness, constraints, level, builder);
  if (source === null) return null;
  const value = witness.value === null ? [] : [witness.value];
  const isUndeclared = (name: string) =>
    witness.undeclaredBy.every((layer) => declaredBy(layer, name).length === 0);
  const found = families(source, constraints, new Set(), level, builder, value, isUndeclared);
  return [...found.values()][0] ?? null;
}

function families(
  source: fc.Arbitrary<string>,
  constraints: ObjectConstraints,
  declared: ReadonlySet<string>,
  level: number,
  builder: PartBuilder,
  added: readonly LocatedSchema[] = [],
  isWanted: (name: string) => boolean = () => true,
): ReadonlyMap<string, fc.Arbitrary<Member>> {
  const isFree = (name: string) =>
    !declared.has(name) &&
    !constraints.forbidden.has(name) &&
    isWanted(name) &&
    builder.admits(constraints.propertyNames, name);
  const schemasOf = (name: string) => [...memberSchemas(constraints, name), ...added];
  const signatureOf = (name: string) => schemasOf(name).map(identityOf).join(', ');
  const examples = fc.sample(source, { seed: 1, numRuns: explored }).filter(isFree);
  const found = new Map<string, fc.Arbitrary<Member>>();
  for (const [wanted, example] of common(examples, signatureOf)) {
    const value = builder.values(schemasOf(example), level + 1);
    const belongs = (name: string) => isFree(name) && signatureOf(name) === wanted;
    const name = value && refined(source, belongs);
    if (value !== null && name !== null) found.set(wanted, fc.tuple(name, value));
  }
  return found;
}

/** An example of each signature that is more than a stroke of luck, or of each where none is. */
function common(
  examples: readonly string[],
  signatureOf: (name: string) => string,
): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const frequent = new Map<string, string>();
  for (const example of examples) {
    const signature = signatureOf(example);
    if (seen.has(signature)) frequent.set(signature, example);
    seen.set(signature, example);
  }
  return frequent.size === 0 ? seen : frequent;
}

function nameSource(
  constraints: ObjectConstraints,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<string> | null {
  if (constraints.propertyNames.length > 0)
    return textsOf(constraints.propertyNames, level, builder);
  const many = constraints.minProperties > 8;
  return many ? fc.oneof(builder.freeForm.names, names) : builder.freeForm.names;
}

function patternSources(constraints: ObjectConstraints): readonly (fc.Arbitrary<string> | null)[] {
  const patterns = constraints.layers.flatMap(({ patternProperties }) =>
    patternProperties.map(([pattern]) => pattern),
  );
  return [...new Set(patterns)].map((pattern) => matchingStrings(pattern));
}

function witnessNames(
  { pattern, name }: Witness,
  constraints: ObjectConstraints,
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<string> | null {
  if (pattern !== null) return matchingStrings(pattern);
  if (name !== null) return textsOf([...constraints.propertyNames, name], level, builder);
  return nameSource(constraints, level, builder);
}

function textsOf(
  schemas: readonly LocatedSchema[],
  level: number,
  builder: PartBuilder,
): fc.Arbitrary<string> | null {
  const values = builder.values([...schemas, text], level);
  return values?.filter((value) => typeof value === 'string') ?? null;
}
