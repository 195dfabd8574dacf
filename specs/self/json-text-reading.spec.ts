import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { scalarCharacters } from '../../schema/json/characters.ts';
import { type JsonReading, readJson, readPlainJson } from '../../schema/json/read-json.ts';
import { scanJson } from '../../schema/json/scan-json.ts';
import { writeJson } from '../../schema/json/write-json.ts';
import { malformedBodies } from '../../schema/json/malformed-bodies.ts';

const NO_PLACES = { duplicates: [], loneSurrogates: [], unsafeNumbers: [] };
const STRICT_UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function read(text: string): JsonReading {
  return readJson(Buffer.from(text));
}

function parse(bytes: Uint8Array): { value: unknown } | null {
  try {
    const value: unknown = JSON.parse(STRICT_UTF_8.decode(bytes));
    return { value };
  } catch {
    return null;
  }
}

/** Plain comparison: `expect` is too slow for thousands of values. */
function agrees(bytes: Uint8Array): boolean {
  const reading = readJson(bytes);
  const parsed = parse(bytes);
  if (reading.kind !== 'json') return parsed === null;
  if (reading.bom) return parsed === null;
  return parsed !== null && isDeepStrictEqual(reading.value, parsed.value);
}

function counterexample<T>(
  values: fc.Arbitrary<T>,
  isTrue: (value: T) => boolean,
  numRuns: number,
) {
  return fc.check(fc.property(values, isTrue), { numRuns, seed: 1 }).counterexample;
}

/** A text with one character taken out, doubled, or replaced by one that matters to JSON. */
const mutated = fc
  .record({
    text: fc.json({ stringUnit: scalarCharacters }),
    at: fc.nat(),
    kind: fc.constantFrom('drop', 'double', 'replace'),
    by: fc.constantFrom(...Array.from('{}[]:,"\\/-+.eE019ntfu \n\t\0é\u2028')),
  })
  .map(({ text, at, kind, by }) => {
    const index = at % text.length;
    const middle = { drop: '', double: text.charAt(index).repeat(2), replace: by }[kind];
    return Buffer.from(text.slice(0, index) + middle + text.slice(index + 1));
  });

/** A text as JSON.stringify writes it, with what it can leave open. */
const plain = fc
  .letrec<{ value: unknown }>((tie) => {
    const text = fc.array(fc.constantFrom('\ud800', '\udfff', 'é', '/', 'a', '~', '1'));
    const name = text.map((units) => units.join(''));
    const number = fc.constantFrom(2 ** 53, 1e20, -1e20, 1e21, 0.1, 5e-324, 2 ** 53 - 1);
    return {
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(name, number),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value')),
      ),
    };
  })
  .value.map((value) => Buffer.from(JSON.stringify(value)));

test.describe('readJson accepts what JSON.parse accepts and nothing else', () => {
  test('texts and texts with one character changed', () => {
    expect(counterexample(mutated, agrees, 8_000)).toBeNull();
  });

  test('what is no JSON', () => {
    const bodies = malformedBodies(fc.jsonValue()).map(({ bytes }) => bytes);
    expect(counterexample(bodies, agrees, 2_000)).toBeNull();
  });

  test('random octets', () => {
    expect(counterexample(fc.uint8Array({ maxLength: 6 }), agrees, 10_000)).toBeNull();
  });
});

test.describe('readJson tells where the meaning of a text is open', () => {
  const places: [text: string, found: Partial<typeof NO_PLACES> | Record<string, string[]>][] = [
    ['{"a":1,"b":{"a":1}}', {}],
    ['{"a":1,"b":2,"a":3,"a":4}', { duplicates: ['/a', '/a'] }],
    [String.raw`[{"a/~":1,"\u0061/~":2}]`, { duplicates: ['/0/a~1~0'] }],
    ['{"":1,"":2}', { duplicates: ['/'] }],
    ['{"__proto__":1,"__proto__":2}', { duplicates: ['/__proto__'] }],
    [
      String.raw`["\ud83d\ude00","\ud83d","\ude00","\ude00\ud83d"]`,
      { loneSurrogates: ['/1', '/2', '/3'] },
    ],
    [String.raw`{"\\ud83d":"\\ud83d"}`, {}],
    [String.raw`{"\ud83d":0}`, { loneSurrogates: ['/\ud83d'] }],
    ['[9007199254740991,-9007199254740991]', {}],
    ['[9007199254740992,0,-9007199254740993]', { unsafeNumbers: ['/0', '/2'] }],
    ['{"a":[1e400,-1e400,1e-400,0e400]}', { unsafeNumbers: ['/a/0', '/a/1', '/a/2'] }],
  ];
  for (const [text, found] of places) {
    test(text, () => {
      expect(read(text)).toMatchObject({ kind: 'json', ...NO_PLACES, ...found });
    });
  }

  test('the first hundred places of a kind are told', () => {
    const reading = read(`[${Array.from({ length: 500 }, () => '1e400').join(',')}]`);
    expect(reading).toMatchObject({ unsafeNumbers: { length: 100 } });
  });
});

test.describe('numbers that implementations read alike', () => {
  const alike = [
    '0',
    '-0',
    '-0.0',
    '0e9',
    '0.1',
    '1.50',
    '1E+2',
    '1e22',
    '5e-324',
    '4.9e-324',
    '1e300',
  ];
  const apart = ['3e-324', '1e309', '9007199254740993.0', '3.14159265358979323846264338327'];
  for (const token of [...alike, '1.7976931348623157e308', '0.30000000000000004']) {
    test(token, () => {
      expect(read(token)).toMatchObject({ kind: 'json', unsafeNumbers: [] });
    });
  }
  for (const token of [...apart, '18446744073709551616']) {
    test(`not ${token}`, () => {
      expect(read(token)).toMatchObject({ kind: 'json', unsafeNumbers: [''] });
    });
  }

  test('every finite binary64 number as JavaScript writes it, except for integers past 2^53', () => {
    const numbers = fc.double({ noDefaultInfinity: true, noNaN: true });
    const small = numbers.filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n));
    const isSure = (number: number) => {
      const reading = read(String(number));
      return reading.kind === 'json' && reading.unsafeNumbers.length === 0;
    };
    expect(counterexample(small, isSure, 10_000)).toBeNull();
  });
});

test.describe('readJson says where a text stops being JSON', () => {
  const failures: [text: string | Uint8Array, offset: number, message: string][] = [
    ['', 0, 'A value is missing at the end of the text (line 1, column 1).'],
    ['{"a":1,}', 7, 'A member name is missing, found "}" (line 1, column 8).'],
    ['[\n"é😀" 1]', 11, 'A comma or ] is missing, found "1" (line 2, column 6).'],
    ['{"a" 1}', 5, 'A colon is missing, found "1" (line 1, column 6).'],
    ['{}{}', 2, 'The end of the text is missing, found "{" (line 1, column 3).'],
    ['"a', 2, 'A string is not closed at the end of the text (line 1, column 3).'],
    ['"\t"', 1, 'A control character in a string is not escaped (line 1, column 2).'],
    [String.raw`"\x"`, 1, 'A backslash starts no escape of JSON (line 1, column 2).'],
    ['-a', 1, 'A digit is missing after - (line 1, column 2).'],
    ['\ufeff!', 3, 'A value is missing, found "!" (line 1, column 1).'],
    [Buffer.from('"é\xff"', 'latin1'), 1, 'Octet E9 at offset 1 is not UTF-8.'],
    [
      Buffer.from([0x22, 0xc3, 0xa9, 0xed, 0xa0, 0x80, 0x22]),
      3,
      'Octet ED at offset 3 is not UTF-8.',
    ],
    [Buffer.from([0x22, 0xf0, 0x9f]), 1, 'Octet F0 at offset 1 is not UTF-8.'],
  ];
  for (const [text, offset, message] of failures) {
    test(message, () => {
      expect(readJson(Buffer.from(text))).toMatchObject({ offset, message });
    });
  }
});

test('a byte order mark is told and passed over once', () => {
  expect(read('\ufeff{}')).toMatchObject({ kind: 'json', bom: true, value: {} });
  expect(read('{}')).toMatchObject({ kind: 'json', bom: false });
  expect(read('\ufeff\ufeff{}').kind).toBe('not-json');
});

test('__proto__ becomes an own property', () => {
  const reading = read('{"__proto__":{"a":1}}');
  expect(reading.kind === 'json' && writeJson(reading.value)).toBe('{"__proto__":{"a":1}}');
});

for (const [open, close] of [
  ['[', ']'],
  ['{"a":', '}'],
] as const) {
  test(`100,000 levels of ${open} do not overflow the stack`, () => {
    const levels = 100_000;
    expect(read(`${open.repeat(levels)}1e400${close.repeat(levels)}`)).toMatchObject({
      kind: 'json',
      unsafeNumbers: { length: 1 },
    });
    expect(read(open.repeat(levels)).kind).toBe('not-json');
  });
}

test('a scan gives the value that JSON.parse gives', () => {
  const agree = (bytes: Uint8Array): boolean => {
    const parsed = parse(bytes);
    const text = STRICT_UTF_8.decode(bytes);
    return parsed === null || isDeepStrictEqual(scanJson(text).value, parsed.value);
  };
  expect(counterexample(mutated, agree, 8_000)).toBeNull();
  expect(counterexample(plain, agree, 2_000)).toBeNull();
  for (const text of [
    '{"__proto__":{"a":1},"b":1,"2":0,"1":[],"b":{"toString":[true,false,null]}}',
    String.raw`[-0,-0.0,1E400,"","\u00e9 a string that is longer","\\","a string that is longer"]`,
    '[{},{ },[],[ ],[{}],[{}],{"a":[0]},{"a":[0]}]',
    '[[0],["#0"],[[0]],[[0],0],[0,[0]],[[0],[0]],[[ 0 ] ],{"a":[[0]]},[[[0]]],[[["#1"]]]]',
  ]) {
    expect(agree(Buffer.from(text)), text).toBe(true);
  }
});

test('a scan gives that value too where most containers are written alike', () => {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: 'large' },
      fc.constantFrom(0, '#0', null, [], {}),
      fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', '__proto__'), tie('value')),
    ),
  }));
  const lists = fc.array(value, { maxLength: 30 });
  const agree = (list: readonly unknown[]): boolean => {
    const text = JSON.stringify([list, list, [[list]]]);
    return isDeepStrictEqual(scanJson(text).value, JSON.parse(text));
  };
  expect(counterexample(lists, agree, 1_000)).toBeNull();
});

test('lists in lists that are written alike are one value, however deep', () => {
  const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const value: unknown = scanJson(`[${deep},${deep},[${deep}]]`).value;
  if (!Array.isArray(value)) throw new Error('A list is read as something else.');
  const [one, other, within] = value as unknown[];
  expect(other === one).toBe(true);
  expect(Array.isArray(within) && within[0] === one).toBe(true);
});

test('short containers that are written alike are one value, which cannot be changed', () => {
  const value: unknown = scanJson('[{},{},[0],[0],{"a":[0]}]').value;
  if (!Array.isArray(value)) throw new Error('A list is read as something else.');
  expect(value[0]).toBe(value[1]);
  expect(value[2]).toBe(value[3]);
  expect(value.slice(0, 3).every((each) => Object.isFrozen(each))).toBe(true);
  expect(value).toEqual([{}, {}, [0], [0], { a: [0] }]);
});

test('what is read without a scan leaves open what the scan says', () => {
  const agree = (bytes: Uint8Array): boolean => {
    const text = Buffer.from(bytes).toString();
    const plain = readPlainJson(text);
    return (
      plain === undefined ||
      (isDeepStrictEqual(scanJson(text).places, plain.places) &&
        isDeepStrictEqual(JSON.parse(text), plain.value))
    );
  };
  expect(counterexample(mutated, agree, 8_000)).toBeNull();
  expect(counterexample(plain, agree, 2_000)).toBeNull();
  for (const other of ['{"a":1,"a":1}', '1e400', '9007199254740993', '-0', ' 1', '"\\u00e9"']) {
    expect(readPlainJson(other), other).toBeUndefined();
  }
  const value = { theme: ['dark', 1.5, null, 1e20, { '\ud800': '\udfff', 'a/b': [-1e20] }] };
  expect(readPlainJson(JSON.stringify(value))).toEqual({
    value,
    places: {
      duplicates: [],
      loneSurrogates: ['/theme/4/\ud800', '/theme/4/\ud800'],
      unsafeNumbers: ['/theme/3', '/theme/4/a~1b/0'],
    },
  });
});
