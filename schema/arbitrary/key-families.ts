import fc from 'fast-check';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { matchingStrings } from './patterns.ts';
import { identityOf, type LocatedSchema } from './located-schema.ts';
import {
  declaredBy,
  memberSchemas,
  type ObjectConstraints,
  type Witness,
} from './object-constraints.ts';
import { names } from './json-values.ts';
import { refined } from './reject-budget.ts';

/** A member of an object. */
export type Member = readonly [name: string, value: unknown];

const explored = 30;

/**
 * Members whose names no `properties` declares, in families: names that match the same patterns have the
 * same schemas, so a family is a pair of independent arbitraries and shrinks well.
 */
export function undeclaredMembers(
  constraints: ObjectConstraints,
  declared: ReadonlySet<string>,
  level: number,
  builder: ArbitraryBuilder,
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
export function witnessMember(
  witness: Witness,
  constraints: ObjectConstraints,
  level: number,
  builder: ArbitraryBuilder,
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
  builder: ArbitraryBuilder,
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
  builder: ArbitraryBuilder,
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
  builder: ArbitraryBuilder,
): fc.Arbitrary<string> | null {
  if (pattern !== null) return matchingStrings(pattern);
  if (name !== null) return textsOf([...constraints.propertyNames, name], level, builder);
  return nameSource(constraints, level, builder);
}

function textsOf(
  schemas: readonly LocatedSchema[],
  level: number,
  builder: ArbitraryBuilder,
): fc.Arbitrary<string> | null {
  const values = builder.values([...schemas, text], level);
  return values?.filter((value) => typeof value === 'string') ?? null;
}

const text: LocatedSchema = {
  schema: { type: 'string' },
  pointer: '#/propertyNames',
  scope: [],
  negated: false,
};
