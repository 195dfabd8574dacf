import { expect, test } from '@playwright/test';
import { Redactor } from '../../fixtures/redaction/redaction.ts';
import { ENCODED } from './running/encoded-secret.ts';

const HEX = '0f9c2a7e51b84d36a7e51b84d360f9c2';
const JWT = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiJhZGEifQ'.repeat(3)}.s5Nq_2x-Lk8`;
const ODD = 's3cr3t/T0k+n"é~&<0123';

function redactorOf(value: string): Redactor {
  return new Redactor([{ value, replacement: '$API_TOKEN' }], {
    showEmails: false,
    showPreferences: false,
  });
}

for (const secret of [HEX, JWT, ODD]) {
  for (const [name, encode] of Object.entries(ENCODED)) {
    test(`${name} hides no secret: ${secret.slice(0, 8)}`, () => {
      const { text } = redactorOf(secret);
      const redacted = text(`before {"a": "${encode(secret)}"} after`);
      expect(redacted).toMatch(/^before \{"a": "[^"]{0,3}\$API_TOKEN[^"]{0,8}"\} after$/);
    });
  }
}

test('what is left of a secret that a target cut is masked while it is half of it', () => {
  const { text } = redactorOf(HEX);
  expect(text(`token ${HEX.slice(0, 30)}…`)).toBe('token $API_TOKEN…');
  expect(text(`token ${HEX.slice(0, 17)}…`)).toBe('token $API_TOKEN…');
  expect(text(`token ${HEX.slice(0, 15)}…`)).toBe(`token ${HEX.slice(0, 15)}…`);
});

test('an end of a secret without its beginning is masked, and so is a piece of 23 characters, but for a few at its ends', () => {
  const { text } = redactorOf(HEX);
  expect(text(`token ${HEX.slice(8)}`)).toBe('token $API_TOKEN');
  expect(text(`token ${HEX.slice(4)}`)).toBe(`token ${HEX.slice(4, 8)}$API_TOKEN`);
  expect(text(`token ${HEX.slice(16).toUpperCase()}`)).toBe('token $API_TOKEN');
  for (let start = 0; start + 23 <= HEX.length; start += 1) {
    expect(text(HEX.slice(start, start + 23))).toMatch(/^[\da-f]{0,7}\$API_TOKEN[\da-f]{0,7}$/);
  }
  expect(text(HEX.slice(17))).toBe(HEX.slice(17));
});

test('words of a secret mask no ordinary text', () => {
  const { text } = redactorOf('https://staging.example.com/preferences');
  const ordinary = 'See https://www.staging.example.com/preferences/update';
  expect(text(ordinary)).toBe(ordinary);
});

test('of a long secret, much less than half gives it away', () => {
  const secret = Array.from({ length: 3_900 }, (_, at) => ((at * 7919) % 36).toString(36)).join('');
  const { text } = redactorOf(secret);
  const cut = [70, 500, 1_900].map((length) => secret.slice(0, length));
  for (const part of cut) {
    expect(text(`<${part}>`)).toBe('<$API_TOKEN>');
    expect(text(`<${Buffer.from(part).toString('base64')}>`)).toBe('<$API_TOKEN>');
  }
});

test('the first sixteen characters of a secret give it away, however long it is, where they are no words', () => {
  const secret = `Kx7${'qW3e'.repeat(1_000)}`;
  for (const length of [16, 20, 60]) {
    const shown = `token ${secret.slice(0, length)}… is not valid`;
    expect(redactorOf(secret).text(shown)).toBe('token $API_TOKEN… is not valid');
  }
  expect(redactorOf(secret).text(secret.slice(0, 15))).toBe(secret.slice(0, 15));
  const words = `a-word-and-another-${secret}`;
  expect(redactorOf(words).text('a-word-and-anoth')).toBe('a-word-and-anoth');
});

test('a short secret masks no ordinary text', () => {
  const { text } = redactorOf('drowssap');
  for (const ordinary of ['password', 'drows sap', 'd-r-o-w-s-s-a-p']) {
    expect(text(ordinary)).toBe(ordinary);
  }
  expect(text('Drowssap drowssap %64rowssap')).toBe('$API_TOKEN $API_TOKEN $API_TOKEN');
});

for (const size of [10, 100, 3_900, 100_000]) {
  test(`a secret of ${size} characters is masked in all of a text, escaped and in base64`, () => {
    const secret = Array.from({ length: size }, (_, at) => ((at * 7919) % 36).toString(36)).join(
      '',
    );
    const { text } = redactorOf(secret);
    const base64 = Buffer.from(`user:${secret}`).toString('base64');
    const percent = Array.from(secret)
      .map((each) => `%${each.charCodeAt(0).toString(16)}`)
      .join('');
    const all = [secret, base64, percent].map((each) => `<${each}>`).join(' ');
    expect(text(all.repeat(2))).toBe('<$API_TOKEN> <$API_TOKEN> <$API_TOKEN>'.repeat(2));
  });
}

test('a secret that repeats itself costs no more than another', () => {
  const { text } = redactorOf('a'.repeat(100_000));
  const almost = `${'a'.repeat(99_999)}b`;
  expect(text(almost.repeat(10))).toBe('$API_TOKENb'.repeat(10));
});

test('a text that cannot be redacted is left out, and no error quotes it', () => {
  const { text } = redactorOf(HEX);
  const broken = Object.assign(Object.create(null) as object, { length: HEX }) as unknown as string;
  expect(text(broken)).toBe('[left out: it could not be redacted]');
});
