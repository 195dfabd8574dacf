import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { assertionLocations } from '../../schema/generate/assertion-locations.ts';
import { Expansion } from '../../schema/generate/expansion.ts';
import { enumerateNegatives, negativeValues } from '../../schema/generate/index.ts';
import { References } from '../../schema/generate/references.ts';
import { canonicalJson } from '../../schema/json/json-value.ts';
import { SchemaGraph } from '../../schema/generate/schema-graph.ts';
import { Edits } from '../../schema/generate/value-edits.ts';
import { soleViolations, violatedLocations } from '../../schema/generate/violated-locations.ts';
import { collection, judgeOf } from './schemas/collection.ts';

/** Places that no value violates alone, by schema, with the reason. */
const neverAlone: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  oneOf: { '#/type': 'a value of another type satisfies both branches' },
  not: { '#/type': 'a value of another type satisfies what is refused' },
  'not, bound by bound': Object.fromEntries(
    ['text', 'count', 'list', 'map'].map((name) => [
      `#/properties/${name}/type`,
      'a value of another type satisfies what is refused',
    ]),
  ),
  'not an object like this': { '#/type': 'a value of another type satisfies what is refused' },
  unevaluatedProperties: {
    '#/anyOf/0/properties/b/type': 'the other branch leaves the member unevaluated',
  },
  unevaluatedItems: {
    '#/unevaluatedItems/type': 'Ajv takes all items for evaluated next to contains',
  },
  user: { '#/properties/roles/items/type': 'a value of another type is none of the constants' },
};

test('every place that can be violated is violated alone', () => {
  for (const [name, schema] of collection) {
    const { errors } = judgeOf(schema);
    const places = assertionLocations(schema, new SchemaGraph(schema));
    const violated = [...enumerateNegatives(schema, { errors })].map((each) => each.violated);
    const missed = places
      .map(({ location }) => location)
      .filter((each) => !violated.includes(each));
    expect(missed, name).toEqual(Object.keys(neverAlone[name] ?? {}));
    const unknown = violated.filter((each) => !places.some(({ location }) => location === each));
    expect(unknown, name).toEqual([]);
  }
});

test('random negative values violate one place, every place in turn', () => {
  for (const [name, schema] of collection.filter(([, each]) => isRefusing(each))) {
    const { errors } = judgeOf(schema);
    const graph = new SchemaGraph(schema);
    const values = fc.sample(negativeValues(schema, { errors }), { seed: 42, numRuns: 60 });
    const wrong = values.filter(
      ({ value, violated }) => !soleViolations(errors(value), graph).includes(violated),
    );
    expect(wrong, name).toEqual([]);
    const places = assertionLocations(schema, graph).length;
    const distinct = new Set(values.map(({ violated }) => violated)).size;
    const exceptions = Object.keys(neverAlone[name] ?? {}).length;
    expect(distinct, name).toBeGreaterThanOrEqual(Math.floor((places - exceptions) * 0.9));
  }
});

test('negative values stay so while they shrink, and end small', () => {
  for (const [name, schema] of collection.filter(([, each]) => isRefusing(each))) {
    const { errors } = judgeOf(schema);
    const graph = new SchemaGraph(schema);
    const seen: boolean[] = [];
    const claim = fc.property(negativeValues(schema, { errors }), ({ value, violated }) => {
      seen.push(soleViolations(errors(value), graph).includes(violated));
      return false;
    });
    const { counterexample } = fc.check(claim, { seed: 5, numRuns: 1 });
    expect(seen, name).not.toContain(false);
    expect(JSON.stringify(counterexample?.[0].value).length, name).toBeLessThanOrEqual(80);
  }
});

const request = {
  type: 'object',
  properties: { updatedPreferences: { type: 'object', additionalProperties: true } },
};

test('the request schema is refused at the root and below, by every other type', () => {
  const negatives = [...enumerateNegatives(request, judgeOf(request))];
  const others = [null, true, false, 0, 1, 1.5, '', 'x', '{}', [], [1], [{}]];
  const expected = [
    ...others.map((value) => ({ value, violated: '#/type' })),
    ...others.map((value) => ({
      value: { updatedPreferences: value },
      violated: '#/properties/updatedPreferences/type',
    })),
  ];
  expect(negatives).toEqual(expect.arrayContaining(expected));
  for (const location of new Set(expected.map(({ violated }) => violated))) {
    const those = negatives.filter(({ violated }) => violated === location);
    const sizes = those.map(({ value }) => JSON.stringify(value).length);
    expect(sizes).toEqual([...sizes].sort((left, right) => left - right));
  }
});

test('the same request schema gives the same list every time', () => {
  const list = () => [...enumerateNegatives(request, judgeOf(request))];
  expect(list()).toEqual(list());
});

test('each location comes once before any comes twice', () => {
  for (const [name, schema] of collection) {
    const { errors } = judgeOf(schema);
    const all = [...enumerateNegatives(schema, { errors })].map(({ violated }) => violated);
    const repeated = all.findIndex((each, index) => all.indexOf(each) < index);
    const first = new Set(all.slice(0, repeated === -1 ? all.length : repeated));
    expect(
      [...new Set(all)].filter((each) => !first.has(each)),
      name,
    ).toEqual([]);
  }
});

const wide = {
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `member${String(index)}`,
      {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', pattern: '^[a-z0-9-]+$', maxLength: 200 + index },
          kinds: { type: 'array', items: { enum: ['a', 'b', index] }, maxItems: 50 },
        },
      },
    ]),
  ),
};

test('negatives of a wide schema are looked for one by one', () => {
  const { errors, validate } = judgeOf(wide);
  let judged = 0;
  const counting = (value: unknown) => {
    judged += 1;
    return errors(value);
  };
  const first: string[] = [];
  for (const { value, violated } of enumerateNegatives(wide, { errors: counting })) {
    expect(validate(value)).toBe(false);
    first.push(violated);
    if (first.length === 100) break;
  }
  expect(new Set(first).size).toBe(100);
  expect(judged).toBeLessThan(5_000);
});

test('few candidates are judged before the first negative is given', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `p${index}`,
      { type: 'string', maxLength: index + 9 },
    ]),
  );
  const schema = { type: 'object', properties, additionalProperties: false };
  const { errors } = judgeOf(schema);
  let judged = 0;
  const [first] = enumerateNegatives(schema, {
    errors: (value) => {
      judged += 1;
      return errors(value);
    },
  });
  expect(first?.violated).toBe('#/type');
  expect(judged).toBeLessThan(200);
});

test('alternatives that a member tells apart are not multiplied by what each of the others refuses', () => {
  const branch = (_: unknown, index: number) => ({
    type: 'object',
    required: ['kind', `f${index}`],
    properties: { kind: { const: index }, [`f${index}`]: { type: 'integer', minimum: index } },
  });
  const expansionOf = (schema: JsonSchema) => {
    const references = new References([[schema, '#']]);
    return new Expansion(references).alternatives(references.locate(schema, '#', []));
  };
  const told = Array.from({ length: 9 }, branch);
  expect(expansionOf({ oneOf: told })).toHaveLength(9);
  const untold = told.map(({ required, ...each }) => ({ ...each, required: required.slice(1) }));
  expect(expansionOf({ oneOf: untold }).length).toBeGreaterThan(9);
});

test('a pattern with a length has negatives without a long search', () => {
  const schema = { pattern: '^[a-z0-9-]+$', maxLength: 255 };
  const { errors } = judgeOf(schema);
  const violated = [...enumerateNegatives(schema, { errors })].map((each) => each.violated);
  expect(new Set(violated)).toEqual(new Set(['#/pattern', '#/maxLength']));
});

const body = (other: string) => ({
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: { const: other === 'moon' ? 'planet' : 'moon' },
    ...Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `${other}${String(index)}`,
        { type: 'string', enum: ['low', 'high'] },
      ]),
    ),
    next: { $ref: `#/$defs/${other}` },
  },
});
const bodies = {
  $defs: { moon: body('planet'), planet: body('moon') },
  oneOf: [{ $ref: '#/$defs/planet' }, { $ref: '#/$defs/moon' }],
};

test('alternatives that refer to each other have negatives at each place, without a long search', () => {
  const { errors } = judgeOf(bodies);
  let judged = 0;
  const counting = (value: unknown) => {
    judged += 1;
    return errors(value);
  };
  const found = new Set<string>();
  for (const { violated } of enumerateNegatives(bodies, { errors: counting })) {
    if (found.has(violated)) break;
    found.add(violated);
  }
  const listed = [...found].filter((each) => each.endsWith('/enum'));
  expect(listed).toHaveLength(24);
  expect(judged).toBeLessThan(5_000);
});

test('places that only a later alternative has are come to in few candidates', () => {
  const address = () => ({ type: 'string', format: 'email' });
  const several = () => ({ type: 'array', items: address(), minItems: 1, maxItems: 50 });
  const names = ['to', 'cc', 'bcc', 'replyTo', 'from', 'sender', 'errorsTo'];
  const mail = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { oneOf: [address(), several()] }])),
  };
  const { errors } = judgeOf(mail);
  let judged = 0;
  const counting = (value: unknown) => {
    judged += 1;
    return errors(value);
  };
  const found = new Set<string>();
  for (const { violated } of enumerateNegatives(mail, { errors: counting })) {
    if (found.has(violated)) break;
    found.add(violated);
  }
  expect([...found].filter((each) => each.includes('/oneOf/1/'))).toHaveLength(5 * names.length);
  expect(judged).toBeLessThan(500);
});

test('values that have much in common have hardly an edit twice, and none is lost', () => {
  const hosts = [
    { value: { a: { b: 'x', c: [1] }, d: 0 }, path: [] },
    { value: { a: { b: 'y', c: [1] }, d: 0 }, path: ['a', 'b'] },
    { value: { a: { b: 'x', c: [2] }, d: 0 }, path: ['a', 'c'] },
    { value: { a: { b: 'x', c: [1] }, d: 0 }, path: [] },
  ] as const;
  const textsOf = (edits: Edits) =>
    hosts.flatMap(({ value, path }) =>
      [...edits.of(value, path)].map((each) => canonicalJson(each)),
    );
  const together = textsOf(new Edits());
  const unedited = hosts.map(({ value }) => canonicalJson(value));
  const alone = hosts.flatMap(({ value, path }) =>
    [...new Edits().of(value, path)].map((each) => canonicalJson(each)),
  );
  expect(new Set([...together, ...unedited])).toEqual(new Set([...alone, ...unedited]));
  // A list of one item may be replaced as a whole, or its item.
  expect(together.length - new Set(together).size).toBeLessThan(3);
  expect(alone.length).toBeGreaterThan(1.5 * together.length);
});

test('an error belongs to the alternative that speaks of its place, not to all that come to its schema', () => {
  const graph = new SchemaGraph(bodies);
  const errors = judgeOf(bodies).errors({ kind: 'planet', moon0: 'none' });
  expect(soleViolations(errors, graph)).toContain('#/$defs/planet/properties/moon0/enum');
});

const normalised: readonly (readonly [schema: JsonSchema, value: unknown, locations: string[]])[] =
  [
    [{ properties: { 'a/b %': { type: 'string' } } }, { 'a/b %': 1 }, ['#/properties/a~1b %/type']],
    [
      {
        properties: { a: { $ref: '#/$defs/t' } },
        $defs: { t: { minProperties: 1, properties: { a: { $ref: '#/$defs/t' } } } },
      },
      { a: { a: {} } },
      ['#/$defs/t/minProperties'],
    ],
    [{ anyOf: [{ type: 'string' }, { minimum: 3 }] }, 1, ['#/anyOf']],
    [{ if: true, then: { type: 'string' } }, 1, ['#/then/type']],
    [{ if: true, then: false }, 1, ['#/then']],
    [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, ['#/propertyNames/maxLength']],
    [{ contains: { type: 'string' } }, [1, 2], ['#/contains']],
    [{ properties: { a: false } }, { a: 1 }, ['#/properties/a']],
    [{ type: 'string', minimum: 3 }, 1, ['#/type', '#/minimum']],
  ];

test('violated locations are those of the document, without explanations of others', () => {
  for (const [schema, value, expected] of normalised) {
    const errors = judgeOf(schema).errors(value);
    expect(violatedLocations(errors, new SchemaGraph(schema))).toEqual(expected);
  }
});

test('a branch that fails in one place counts as violated there', () => {
  const schema = {
    anyOf: [{ type: 'string' }, { type: 'object', properties: { a: { minimum: 3 } } }],
  };
  const errors = judgeOf(schema).errors({ a: 1 });
  expect(soleViolations(errors, new SchemaGraph(schema))).toEqual([
    '#/anyOf',
    '#/anyOf/0/type',
    '#/anyOf/1/properties/a/minimum',
  ]);
});

function isRefusing(schema: JsonSchema): boolean {
  return assertionLocations(schema, new SchemaGraph(schema)).length > 0;
}
