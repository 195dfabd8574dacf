import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { readJson } from '../../schema/json/read-json.ts';
import {
  malformedBodies,
  malformedBodiesOf,
  MALFORMED_FORMS,
} from '../../schema/json/malformed-bodies.ts';

const TEXTS = ['{"a":{"b":[1,"x"]}}', '{}', ' [ ] ', '[0]', '"é"', '12'];

for (const text of TEXTS) {
  test(`every form of ${text} is no JSON text`, () => {
    const names = malformedBodiesOf(text).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(MALFORMED_FORMS.map(({ name }) => name)));
    expect(new Set(names).size).toBe(names.length);
  });
}

test('the octets of every form differ from those of the others', () => {
  const bodies = malformedBodiesOf('{"a":1}').map(({ bytes }) =>
    Buffer.from(bytes).toString('hex'),
  );
  expect(new Set(bodies).size).toBe(bodies.length);
});

test('the forms that the task of a parser names are all there', () => {
  const names = MALFORMED_FORMS.map(({ name }) => name);
  const named =
    'trailing-word two-texts json-lines anti-hijacking-prefix trailing-comma line-comment ' +
    'not-a-number infinity undefined single-quotes unquoted-name leading-zero leading-point trailing-point ' +
    'plus-sign hexadecimal capital-true raw-tab hexadecimal-escape short-unicode-escape latin-1 utf-16le ' +
    'utf-32le form xml yaml cbor gzip encoded-surrogate overlong-nul empty only-whitespace';
  expect(names).toEqual(expect.arrayContaining(named.split(' ')));
});

test('a text is cut at each structural point', () => {
  const cuts = malformedBodiesOf('{"ab":[1]}')
    .filter(({ name }) => name.startsWith('truncated'))
    .map(({ bytes }) => Buffer.from(bytes).toString());
  expect(cuts).toEqual(['{', '{"a', '{"ab"', '{"ab":', '{"ab":[', '{"ab":[1', '{"ab":[1]']);
});

test('only forms that common parsers read are marked as extensions', () => {
  const extensions = MALFORMED_FORMS.filter(({ extension }) => extension).map(({ name }) => name);
  expect(extensions).toEqual(
    expect.arrayContaining(['trailing-comma', 'line-comment', 'not-a-number']),
  );
  expect(extensions).not.toEqual(expect.arrayContaining(['two-texts']));
  expect(extensions.length).toBeLessThan(MALFORMED_FORMS.length / 3);
});

test('random malformed bodies are of every form and never JSON', () => {
  const bodies = fc.sample(malformedBodies(fc.jsonValue()), { numRuns: 3_000, seed: 9 });
  expect(bodies.filter(({ bytes }) => readJson(bytes).kind === 'json')).toEqual([]);
  const forms = [...MALFORMED_FORMS.map(({ name }) => name), 'truncated', 'random-octets'];
  expect(new Set(bodies.map(({ name }) => name))).toEqual(new Set(forms));
});

test('random malformed bodies stay malformed while they shrink', () => {
  const isShort = fc.property(malformedBodies(fc.jsonValue()), ({ bytes }) => bytes.length < 12);
  const shrunk = fc.check(isShort, { seed: 8 }).counterexample?.[0];
  expect(shrunk && readJson(shrunk.bytes).kind).toMatch(/^not-/);
});
