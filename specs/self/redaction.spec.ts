import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { maskEmails, Redactor } from '../../fixtures/redaction/redaction.ts';
import { secretsOf } from '../../fixtures/settings/secrets.ts';
import { readSettings } from '../../fixtures/settings/settings.ts';
import { childPointer } from '../../schema/json/json-pointer.ts';

const token = 's3cr3t/T0k+n"é~&<';
const redactor = new Redactor([{ value: token, replacement: '$API_TOKEN' }], {
  showEmails: false,
  showPreferences: false,
});
const inPointer = (text: string) => childPointer('', text).slice(1);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const everyByte = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
const everyUnit = (text: string) =>
  text.replaceAll(/./g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

for (const [name, written] of [
  ['as it is', token],
  ['percent-encoded', encodeURIComponent(token)],
  ['percent-encoded byte by byte', everyByte(token)],
  ['in JSON', JSON.stringify({ a: token }).slice(6, -2)],
  ['in JSON in JSON', JSON.stringify(JSON.stringify(token)).slice(3, -3)],
  [
    'in JSON of PHP',
    JSON.stringify(token).slice(1, -1).replace('/', '\\/').replace('é', '\\u00e9'),
  ],
  ['in JSON, all escaped', everyUnit(token)],
  ['in HTML', token.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&#34;')],
  ['in a JSON pointer', inPointer(token)],
  ['in a JSON pointer in JSON', JSON.stringify(inPointer(token)).slice(1, -1)],
  ['in octets outside UTF-8', token.replace('é', '\\xe9')],
] as const) {
  test(`a secret written ${name} is replaced`, () => {
    expect(redactor.text(`a ${written} b`)).toBe('a $API_TOKEN b');
  });
}

for (const before of ['', 'Bearer ', 'u:', 'us:', 'use:', 'user:']) {
  test(`the base64 of "${before}" and a secret is replaced whole`, () => {
    for (const after of ['', ':', 'xy']) {
      const coded = base64(before + token + after);
      const all = [
        coded,
        coded.replaceAll('/', '\\/'),
        encodeURIComponent(coded),
        inPointer(coded),
      ];
      all.push(Buffer.from(before + token + after).toString('base64url'));
      for (const written of all) {
        expect(redactor.text(`"${written}" b`), written).toBe('"$API_TOKEN" b');
      }
    }
  });
}

test('what is no secret stays', () => {
  const text = `s3cr3t T0k ${base64('something else')} 100% \\u0041 &amp;`;
  expect(redactor.text(text)).toBe(text);
});

test('a secret learned later is replaced too, and the longest first', () => {
  const later = new Redactor([], { showEmails: true, showPreferences: false });
  later.learn({ value: 'abcd', replacement: '[1]' });
  later.learn({ value: 'abcdefgh', replacement: '[2]' });
  expect(later.text('abcdefgh abcd')).toBe('[2] [1]');
});

test('settings know their secrets', () => {
  const basic = base64('me:passw0rd');
  const { settings } = readSettings({
    API_TOKEN: 'tok-123',
    API_HEADERS: JSON.stringify({
      'X-Auth': `Basic ${basic}`,
      Cookie: 'sid=s1s2s3; theme=dark',
      'Accept-Language': 'de-DE',
      'X-Tenant': 'de',
      'X-Word': Buffer.from('κλειδί').toString('latin1'),
      'X-Signed': 'Digest realm="preferences", uri="/users/preferences", cnonce="0a4f113b"',
    }),
    HTTPS_PROXY: 'http://me:pr0xy%21@proxy.example:3128',
    CLIENT_KEY_PASSPHRASE: 'open sesame',
  });
  const secrets = settings === undefined ? [] : secretsOf(settings);
  const { text } = new Redactor(secrets, { showEmails: false, showPreferences: false });
  for (const secret of [
    'passw0rd',
    basic,
    's1s2s3',
    'pr0xy!',
    'open sesame',
    'open+sesame',
    '0a4f113b',
  ]) {
    expect(text(`a=${secret};`), secret).toBe('a=[redacted];');
  }
  expect(text('Bearer tok-123')).toBe('Bearer $API_TOKEN');
  for (const harmless of ['de-DE sid de proxy.example', '/users/preferences realm preferences']) {
    expect(text(harmless)).toBe(harmless);
  }
});

test('e-mail addresses are masked, each always in the same way', () => {
  const masked = maskEmails('"jane.doe+x@mail.example.com", jörg@exämple.com; j%40a.example');
  expect(masked).toMatch(
    /^"j…[\da-f]{3}@mail\.example\.com", j…[\da-f]{3}@exämple\.com; j…[\da-f]{3}%40a\.example$/,
  );
  expect(maskEmails(masked)).toBe(masked);
  expect(maskEmails('jane@a.example jack@a.example')).not.toMatch(/^(\S+) \1$/);
  expect(maskEmails('jane@a.example')).toBe(maskEmails('jane@a.example'));
  expect(maskEmails('jane@made-up.invalid')).toBe('jane@made-up.invalid');
});

test('all that looks like an address is masked, as one expression over the whole text finds it', () => {
  const addresses =
    /([^\s@"'`<>(),:;=&?/\\[\]{}|]{1,64})((?:@|%40|\\u0040|&#64;)(?:[\p{L}\d-]{1,63}\.)*[\p{L}\d-]{1,63})/gu;
  const parts = ['a', 'é', '\u{1f600}', '\ud83d', '@', '%40', '\\u0040', '&#64;', '.', ' ', '"'];
  const texts = fc.array(fc.constantFrom(...parts, 'x'.repeat(50), '\u{1f600}'.repeat(40)));
  fc.assert(
    fc.property(
      texts.map((some) => some.join('')),
      (text) => {
        const expected = text.replaceAll(
          addresses,
          (_, local: string, rest: string) => `${Array.from(local)[0] ?? ''}…${rest}`,
        );
        expect(maskEmails(text).replaceAll(/…[\da-f]{3}/g, '…')).toBe(expected);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('e-mail addresses are shown when asked for', () => {
  const { text } = new Redactor([], { showEmails: true, showPreferences: false });
  expect(text('jane@example.com')).toBe('jane@example.com');
});

test('no text makes redaction slow', () => {
  const size = 500_000;
  const start = process.cpuUsage();
  for (const part of [
    'a',
    '\\',
    '%73',
    '\\u0073',
    '&#0',
    'a@',
    's3cr3t/T0k',
    '=',
    '%40',
    'a%40%',
    '@',
    '&amp;',
    '&#1',
    '%25',
    '=4',
    'QUJD',
  ]) {
    redactor.text(part.repeat(size / part.length));
  }
  expect(process.cpuUsage(start).user / 1_000, 'milliseconds of processor').toBeLessThan(20_000);
});

test('what a target sets or has stored does not make redaction slow, however much it is', () => {
  const busy = new Redactor([], { showEmails: false, showPreferences: false });
  const all = Array.from({ length: 30_000 }, (_, at) => `${(at * 7919).toString(36)}-value-${at}`);
  const start = process.cpuUsage();
  busy.learnFound(all.map((value) => [`name of ${value}`, value]));
  for (let response = 0; response < 20; response += 1) {
    busy.learnCookies(
      all.slice(response * 500).map((value) => ['Set-Cookie', `${value}=${value}`]),
    );
    for (let text = 0; text < 100; text += 1) busy.text('A text without any of it.');
  }
  expect(process.cpuUsage(start).user / 1_000, 'milliseconds of processor').toBeLessThan(10_000);
  expect(busy.text(`is ${all[29_999] ?? ''}`)).toBe('is [preference]');
  expect(busy.text(`is ${all[9_500] ?? ''}`)).toBe('is [redacted]');
});
