import fc from 'fast-check';
import type { ArbitraryBuilder } from './arbitrary-builder.ts';
import { distinctArrays } from './distinct-arrays.ts';
import { undeclaredMembers, witnessMember, type Member } from './key-families.ts';
import { memberSchemas, type ObjectConstraints } from './object-constraints.ts';
import { refined } from './reject-budget.ts';

/** Objects within constraints, `level` containers below the root; `null` where none was found. */
export function objects(
  constraints: ObjectConstraints,
  level: number,
  builder: ArbitraryBuilder,
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
  builder: ArbitraryBuilder,
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
