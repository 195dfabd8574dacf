import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { scalarCharacters } from '../../schema/json/characters.ts';
import { CANONICAL } from '../../schema/json/json-style.ts';
import { jsonTexts } from '../../schema/json/json-texts.ts';
import { readJson } from '../../schema/json/read-json.ts';
import { undefinedTexts } from '../../schema/json/undefined-texts.ts';
import { UNDEFINED_VALUES } from '../../schema/json/undefined-values.ts';
import { RawJson, writeJson } from '../../schema/json/write-json.ts';

const values = fc.jsonValue({ stringUnit: scalarCharacters });
const VALUE = { a: [100, -0, 1.5, 1e-7], 'é/': '\u2028"\\', __: {}, b: [], c: null, d: true };

function openPlaces(text: string): string[] {
  const reading = readJson(Buffer.from(text));
  if (reading.kind !== 'json') return [];
  return [...reading.duplicates, ...reading.loneSurrogates, ...reading.unsafeNumbers];
}

function read(text: string): unknown {
  const reading = readJson(Buffer.from(text));
  return reading.kind === 'json' ? reading.value : reading;
}

test('every text of a value reads back as an equal value whose meaning is sure', () => {
  const property = fc.property(jsonTexts(values), ({ value, text }) => {
    const reading = readJson(Buffer.from(text));
    return (
      reading.kind === 'json' &&
      !reading.bom &&
      openPlaces(text).length === 0 &&
      isDeepStrictEqual(reading.value, value)
    );
  });
  expect(fc.check(property, { numRuns: 3_000, seed: 3 }).counterexample).toBeNull();
});

test('styles write whitespace, escapes, numbers and order differently', () => {
  const write = (style: object) => writeJson(VALUE, { ...CANONICAL, ...style });
  expect(write({})).toBe(
    String.raw`{"a":[100,-0,1.5,1e-7],"é/":"` +
      '\u2028' +
      String.raw`\"\\","__":{},"b":[],"c":null,"d":true}`,
  );
  expect(write({ numbers: 'exponent' })).toContain('[1E+2,-0E+0,1.5E+0,1E-7]');
  expect(write({ numbers: 'fraction' })).toContain('[100.0,-0.0,1.50,1.0e-7]');
  expect(write({ strings: 'solidus' })).toContain(String.raw`"é\/"`);
  expect(write({ strings: 'ascii' })).toContain(String.raw`"\u00e9/":"\u2028\"\\"`);
  expect(write({ strings: 'escaped' })).toContain(String.raw`"\u00E9\u002F":"\u2028\u0022\u005C"`);
  expect(write({ members: 'reversed' })).toMatch(/^\{"d".*"a"/s);
  expect(write({ whitespace: 'lines' })).toContain('\n{\n  "a": [\n    100,\n');
  for (const whitespace of ['spaces', 'lines', 'crlf', 'tabs']) {
    expect(read(write({ whitespace }))).toEqual(VALUE);
  }
});

test('most texts of a value are distinct', () => {
  const texts = fc.sample(jsonTexts(fc.constant(VALUE)), { numRuns: 1_000, seed: 4 });
  expect(new Set(texts.map(({ text }) => text)).size).toBeGreaterThan(100);
});

test('texts shrink to the canonical text of the smallest value', () => {
  const hasList = fc.property(jsonTexts(values), ({ text }) => !text.includes('['));
  expect(fc.check(hasList, { seed: 5 }).counterexample?.[0].text).toBe('[]');
});

test('texts shrink to the one part of the style that matters', () => {
  const escapes = fc.property(jsonTexts(values), ({ text }) => !/\\u00[46]/.test(text));
  const shrunk = fc.check(escapes, { seed: 6, numRuns: 1_000 }).counterexample?.[0];
  expect(shrunk?.style).toEqual({ ...CANONICAL, strings: 'escaped' });
  expect(shrunk?.text.length).toBeLessThan(24);
});

test('given texts shrink too', () => {
  const example = {
    value: { a: ['/'] },
    style: { ...CANONICAL, numbers: 'fraction' as const },
    text: '',
  };
  const noSolidus = fc.property(
    jsonTexts(values),
    ({ value }) => !JSON.stringify(value).includes('['),
  );
  const shrunk = fc.check(noSolidus, { examples: [[example]], numRuns: 1 });
  expect(shrunk.counterexample?.[0]).toMatchObject({ style: CANONICAL });
});

test('integers past 2^53 are written with an exponent', () => {
  expect(writeJson([2 ** 53, 1e21, -1.5e20])).toBe('[9.007199254740992e+15,1e+21,-1.5e+20]');
});

test('raw JSON is written as it stands, and what is no JSON value is refused', () => {
  expect(writeJson({ a: new RawJson('1e400') })).toBe('{"a":1e400}');
  expect(() => writeJson([undefined])).toThrow('undefined is no JSON value');
  expect(() => writeJson(NaN)).toThrow('number is no JSON value');
});

test('each undefined value is open in exactly one way', () => {
  const open = UNDEFINED_VALUES.map(({ name, raw }) => [name, openPlaces(raw.text).length]);
  expect(open).toEqual(UNDEFINED_VALUES.map(({ name }) => [name, 1]));
});

test('undefined texts are JSON texts whose meaning is open in one place', () => {
  const texts = fc.sample(undefinedTexts(values), { numRuns: 1_000, seed: 7 });
  expect(texts.filter(({ text }) => openPlaces(text).length !== 1)).toEqual([]);
  expect(new Set(texts.map(({ name }) => name)).size).toBe(UNDEFINED_VALUES.length);
});
