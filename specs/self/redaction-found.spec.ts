import { expect, test } from '@playwright/test';
import { Redactor } from '../../fixtures/redaction/redaction.ts';
import { shownPreferences } from '../../fixtures/redaction/shown-preferences.ts';
import { describeValue } from '../../schema/json/describe-value.ts';

const FOUND = {
  theme: 'dark',
  'page "size"': 50,
  columns: ['id', 'name'],
  layout: { left: true },
  signature: 'Jane of the Nine Hills',
  phone: 8_675_309_123,
  media: 'application/json',
  nothing: null,
};

function redactorOf(showPreferences = false): Redactor {
  const redactor = new Redactor([], { showEmails: true, showPreferences });
  redactor.learnFound(Object.entries(FOUND), (text) => text === 'application/json');
  return redactor;
}

test('members of preferences with a found name are masked by their type, whatever they are now', () => {
  const { text } = redactorOf();
  const preferences = { ...FOUND, theme: 'light', cts_one: 'one', 'a.b': 1 };
  expect(JSON.parse(text(JSON.stringify({ object: { preferences } }, null, 2)))).toEqual({
    object: {
      preferences: {
        theme: '[string]',
        'page "size"': '[number]',
        columns: '[array]',
        layout: '[object]',
        signature: '[string]',
        phone: '[number]',
        media: '[string]',
        nothing: null,
        cts_one: 'one',
        'a.b': 1,
      },
    },
  });
});

test('elsewhere a member is masked where name and value were found', () => {
  const { text } = redactorOf();
  const { theme, layout } = FOUND;
  expect(text(JSON.stringify({ theme, layout, message: 'dark' }))).toBe(
    '{"theme":"[string]","layout":"[object]","message":"dark"}',
  );
  expect(text('{"theme":"light"}')).toBe('{"theme":"light"}');
  expect(text(`"layout": ${describeValue(layout)}`)).toBe(
    '"layout": "[object]" (object, 1 member)',
  );
});

test('a response that is broken off or no JSON is masked as far as it goes', () => {
  const { text } = redactorOf();
  const body = JSON.stringify({ object: { preferences: FOUND } });
  expect(text(body.slice(0, 47))).toContain('{"theme":"[string]"');
  expect(text(body.slice(0, body.indexOf('Nine')))).toContain('"signature":"[string]"');
  expect(text('Error: Jane of the Nine Hills (Jane%20of%20the%20Nine%20Hills)')).toBe(
    'Error: [preference] ([preference])',
  );
});

test('a member that was found is masked in JSON that is escaped: in a string, a header field, a page', () => {
  const { text } = redactorOf();
  const json = JSON.stringify({ theme: 'dark', 'page "size"': 50, zoom: 50, layout: FOUND.layout });
  const twice = JSON.stringify({ said: JSON.stringify({ said: json }) });
  for (const escaped of [JSON.stringify({ said: json }), twice, encodeURIComponent(json)]) {
    expect(text(escaped)).not.toMatch(/dark|left/);
    expect(text(escaped)).toContain('50');
  }
  const page = '<pre>{&quot;theme&quot;:&quot;dark&quot;,&#34;theme&#34;: &#34;light&#34;}</pre>';
  expect(text(page)).toBe(page.replace('&quot;dark&quot;', '[string]'));
  expect(JSON.parse(text(JSON.stringify({ said: '{"theme":"dark","nothing":null}' })))).toEqual({
    said: '{"theme":[string],"nothing":null}',
  });
});

const STORED = { theme: 'zq9x', deep: ['another private text'], cts_one: 'ours' };
const OTHER_PLACES: Readonly<Record<string, string>> = {
  'in an Error': JSON.stringify({ status: '500', context: { user: { preferences: STORED } } }),
  'in JSON that is wrong': `{"object":{"preferences":${JSON.stringify(STORED)},},}`,
  'in JSON that is broken off': JSON.stringify({ preferences: STORED }).slice(0, -2),
  'as a string': JSON.stringify({ object: { preferences: JSON.stringify(STORED) } }),
  'as a list': JSON.stringify({
    preferences: Object.entries(STORED).map(([name, value]) => ({ name, value })),
  }),
};

for (const [place, body] of Object.entries(OTHER_PLACES)) {
  test(`preferences that a first response shows ${place} are masked, those of the suite are not`, () => {
    const redactor = new Redactor([], { showEmails: true, showPreferences: false });
    const isOwn = (name: string): boolean => name.startsWith('cts_');
    redactor.learnFound(shownPreferences(body, isOwn));
    const written = redactor.text(body) + redactor.text('another private text');
    expect(written).not.toMatch(/zq9x|another private/);
    expect(redactor.text('{"preferences":{"cts_one":"ours"}}')).toContain('ours');
  });
}

test('a list or a string of preferences that is empty is nobody’s', () => {
  for (const body of ['{"preferences":[]}', '{"preferences":""}', '{"preferences":{}}', '[1', '']) {
    const redactor = new Redactor([], { showEmails: true, showPreferences: false });
    redactor.learnFound(shownPreferences(body, () => false));
    expect(redactor.text(body)).toBe(body);
  }
});

test('a long number is masked wherever it is: in a list, or in words', () => {
  const { text } = redactorOf();
  expect(text('[[8675309123], 50]')).toBe('[[[preference]], 50]');
  expect(text('no call to 8675309123')).toBe('no call to [preference]');
});

test('a long number is masked however it is written', () => {
  const redactor = redactorOf();
  const big = Number('1234567890123456789012');
  redactor.learnFound(Object.entries({ big, exact: -98765432.1 }));
  for (const written of [
    '8.675309123e+9',
    '8675309123.0',
    '867530912300E-2',
    '1234567890123456789012',
  ])
    expect(redactor.text(`call ${written}.`), written).toBe('call [preference].');
  expect(redactor.text('98765432.10 or -98765432.1')).toBe('[preference] or -[preference]');
  expect(redactor.text('8.675309124e+9 50 5e1')).toBe('8.675309124e+9 50 5e1');
});

test('a place is told although a secret before it takes a quotation mark along', () => {
  const secret = { value: 'id="7", mac="6R4rV5iE+NPoym="', replacement: '[redacted]' };
  const redactor = new Redactor([secret], { showEmails: true, showPreferences: false });
  redactor.learnFound(Object.entries({ theme: 'zq9x' }));
  expect(redactor.text('{"mac":"6R4rV5iE+NPoym=","preferences":{"theme":"zq9x"}}')).not.toMatch(
    /NPoy|zq9x/,
  );
});

test('octets of UTF-8 that were read as Latin-1 are masked', () => {
  const redactor = redactorOf();
  redactor.learnFound([['name', 'Zoë Müller']]);
  const { text } = redactor;
  expect(text(`X-Name: ${Buffer.from('Zoë Müller').toString('latin1')}`)).toBe(
    'X-Name: [preference]',
  );
});

test('what anybody may read is masked by its place alone', () => {
  expect(redactorOf().text('Accept: application/json')).toBe('Accept: application/json');
});

test('what the suite sends stays, except for members that were found', () => {
  const { ownText } = redactorOf();
  const sent = '{"updatedPreferences":{"cts_one":"Jane of the Nine Hills","theme":"red"}}';
  expect(ownText(sent)).toBe(sent);
  expect(ownText('{"updatedPreferences":{"theme":"dark"}}')).toContain('"theme":"[string]"');
});

test('preferences are shown when asked for', () => {
  const body = JSON.stringify({ object: { preferences: FOUND } });
  expect(redactorOf(true).text(body)).toBe(body);
});

test('no nesting makes masking slow', () => {
  const { text } = redactorOf();
  const before = process.cpuUsage();
  for (const part of [
    '{"layout":',
    '{"preferences":',
    '["layout",',
    '"layout":',
    '\\"layout\\":',
    '"',
    '\\',
    '{',
  ]) {
    text(part.repeat(500_000 / part.length));
  }
  // What is not linear takes hours.
  expect(process.cpuUsage(before).user).toBeLessThan(30_000_000);
});

test('cookies of the target are masked, short ones with their name, until many others came', () => {
  const { text, learnCookies } = cookieRedactor();
  learnCookies([
    ['Set-Cookie', 'sid=3f2b9a77c1d04e5a; Path=/'],
    ['set-cookie', 'lang=de-DE; Secure'],
  ]);
  expect(text('a 3F2B9A77C1D04E5A, lang=de-DE, de-DE')).toBe(
    'a [redacted], lang=[redacted], de-DE',
  );
  for (let index = 0; index < 200; index += 1) {
    learnCookies([['Set-Cookie', `sid=${'x'.repeat(1_000)}${index}`]]);
  }
  expect(text('3f2b9a77c1d04e5a')).toBe('3f2b9a77c1d04e5a');
});

function cookieRedactor() {
  const redactor = new Redactor([], { showEmails: true, showPreferences: false });
  const learnCookies = (headers: Parameters<Redactor['learnCookies']>[0]): void => {
    redactor.learnCookies(headers);
  };
  return { text: redactor.text, learnCookies };
}
