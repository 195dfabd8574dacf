import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import type { JsonSchema } from '../../schema/contract/operation.ts';
import { formatted } from '../../schema/generate/formats.ts';
import { boundaryValues } from '../../schema/generate/index.ts';
import { collection, judgeOf } from './schemas/collection.ts';

test('every boundary value is valid', () => {
  for (const [name, schema] of collection) {
    const { validate } = judgeOf(schema);
    const values = [...boundaryValues(schema, { validate })].map(({ value }) => value);
    expect(
      values.filter((value) => !validate(value)),
      name,
    ).toEqual([]);
  }
});

test('bounds are met exactly, and missed by one to the inside', () => {
  const schema = { type: 'integer', minimum: 3, maximum: 9 };
  expect(marks(schema)).toEqual([
    [3, '', 'the minimum'],
    [4, '', 'one above the minimum'],
    [8, '', 'one below the maximum'],
    [9, '', 'the maximum'],
  ]);
});

test('lengths count code points and are met exactly, with a pattern too', () => {
  const lengths = values({ type: 'string', minLength: 2, maxLength: 70 }).map(
    (text) => Array.from(String(text)).length,
  );
  expect(lengths).toEqual([2, 3, 69, 70]);
  const identifiers = values({ type: 'string', pattern: '^[a-z0-9-]+$', maxLength: 255 });
  expect(identifiers.map((text) => String(text).length)).toEqual([1, 254, 255]);
  const pairs = values({ type: 'string', pattern: '^x(ab)*y$', minLength: 100, maxLength: 103 });
  expect(pairs.map((text) => String(text).length)).toEqual([100, 102]);
});

test('arrays are empty, of one item, and full', () => {
  const schema = { type: 'array', items: { const: 0 }, maxItems: 3 };
  const lists = values(schema);
  expect(lists).toEqual(expect.arrayContaining([[], [0], [0, 0], [0, 0, 0]]));
});

test('each optional member is absent once, with all the others there', () => {
  const schema = {
    type: 'object',
    properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 } },
    required: ['a'],
  };
  const objects = values(schema);
  expect(objects).toEqual(
    expect.arrayContaining([{ a: 1 }, { a: 1, c: 3 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }]),
  );
});

test('each listed value occurs, also deep in other values', () => {
  const colours = { enum: ['red', 'green', 'blue'] };
  const schema = { type: 'object', properties: { list: { type: 'array', items: colours } } };
  expect(marks(schema)).toEqual(
    expect.arrayContaining(
      colours.enum.map((colour) => [
        { list: [colour] },
        '/list/0',
        `the listed value ${JSON.stringify(colour)}`,
      ]),
    ),
  );
});

function marks(schema: JsonSchema): unknown[] {
  const { validate } = judgeOf(schema);
  return [...boundaryValues(schema, { validate })]
    .filter(({ what }) => what !== 'zero')
    .map(({ value, pointer, what }) => [value, pointer, what]);
}

function values(schema: JsonSchema): unknown[] {
  const { validate } = judgeOf(schema);
  return [...boundaryValues(schema, { validate })].map(({ value }) => value);
}

test('a format is not looked for where its texts are too long, and is wherever one fits', () => {
  const formats = ['date', 'time', 'date-time', 'iso-time', 'iso-date-time', 'duration', 'uri'];
  for (const format of [...formats, 'iri', 'url', 'email', 'idn-email', 'ipv4', 'ipv6', 'uuid']) {
    const texts = fc.sample(formatted(format) ?? fc.constant(''), { seed: 1, numRuns: 500 });
    const shortest = Math.min(...texts.map((text) => text.length));
    expect(formatted(format, shortest), format).toBeDefined();
    expect(formatted(format, 1), format).toBeUndefined();
  }
  expect(values({ type: 'string', format: 'ipv6', maxLength: 3 })).toContain('::');
  expect(values({ type: 'string', format: 'regex', maxLength: 0 })).toEqual(['']);
});
