import { expect, test } from '@playwright/test';
import { renderFailureText } from '../../reports/formats/failure-text.ts';
import { deviatingRun, HOSTILE } from './reports/deviating-run.ts';
import { labelText } from '../../schema/visible-text.ts';
import { sampleFinding, sampleResponse } from './reports/sample-finding.ts';
import { sampleRequirement } from './reports/sample-requirements.ts';

const roles = sampleRequirement({
  id: '200-object-roles',
  statement: 'The roles of a 200 are known and unique.',
  source: {
    ref: '#/components/schemas/CompleteUser/properties/roles',
    quote: '"uniqueItems":true',
  },
});

test('an unknown role reads as clause, expectation, exchange and replay line', () => {
  const text = renderFailureText(roles, sampleFinding());
  expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
    '200-object-roles · declared · always: 5 of 5 · seen 212 times',
    '  The roles of a 200 are known and unique.',
    '',
    '  clause     #/components/schemas/CompleteUser/properties/roles',
    '           │ "uniqueItems":true',
    '           │ breaks #/components/schemas/CompleteUser/properties/roles/items/anyOf',
    '  where      /object/roles/1',
    '  expected   one of ROLE_USER, ROLE_EDITOR, ROLE_ADMINISTRATOR',
    '  actual     "ROLE_OWNER"',
    '  found by   @valid-updates',
    '           │ specs/conformance/4-random-input.spec.ts:12:24',
    '  request    PUT https://staging.example.com/api/v1/users/preferences/update',
    '           │ (valid: empty preferences)',
    '           │ content-type: application/json',
    '           │ accept: application/json',
    '           │ authorization: Bearer [redacted]',
    '           │ {"updatedPreferences":{}}',
    '  response   200 in 12 ms, 108 bytes',
    '           │ Content-Type: application/json; charset=utf-8',
    '           │ Date: Tue, 03 Mar 2026 10:15:00 GMT',
    '           │ {"message":"Saved","object":{"email":"ada@example.com","roles":["ROLE_USER","ROLE_OWNER"],"preferences":{}}}',
    `  curl       ${sampleFinding().curl}`,
    "  replay     SEED=42 npm run replay -- 200-object-roles '17:0:1'",
  ]);
});

test('no character of a response steers the terminal or is lost', () => {
  const text = allTexts();
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(text).toContain('\\u001b[31mred\\u001b[0m \\u0000\\u0007\\u0008\\r\\u009b \\ufffe');
  expect(text).toContain('\\u202egpj.exe\\u202c \\u200b \\ud800');
});

test('no line of a response is a command of a CI runner', () => {
  expect(HOSTILE).toMatch(/^::error/m);
  expect(allTexts()).not.toMatch(/^\s*::|##\[|##vso\[/m);
});

test('a long body is cut and says how long it was', () => {
  const response = sampleResponse(200, '😀'.repeat(5000), { bodyBytes: 20_000 });
  const text = renderFailureText(roles, sampleFinding({ response }));
  expect(text).toContain('… (cut; 10000 characters)');
  expect(text).toContain('19.5 KiB');
  expect(text.length).toBeLessThan(4000);
  expect(text).not.toContain('\\ud83d');
});

test('of the names of many inputs that went out in one request, the first are shown', () => {
  const names = Array.from({ length: 300 }, (_, index) => `string-${index}`);
  const request = { ...sampleFinding().request, label: names.join(' ') };
  const text = renderFailureText(roles, sampleFinding({ request }));
  expect(text).toContain('(valid: string-0 string-1 string-2 ');
  expect(text).toMatch(/ string-8 and 291 more\)\n/);
  expect(labelText('undeclared media type')).toBe('undeclared media type');
});

test('a case without a response says why', () => {
  const response = sampleResponse(null, null, { headers: [], trouble: 'reset: socket hang up' });
  const text = renderFailureText(roles, sampleFinding({ status: null, response }));
  expect(text).toMatch(/response {3}no response after 12 ms\n\s+│ reset: socket hang up/);
});

test('a sequence shows its earlier steps, an intermittent finding its odds, a known one its reason', () => {
  const known = {
    reason: 'Fixed in May.',
    link: 'https://tracker.example.com/1',
    until: '2026-05-01',
  };
  const { before } = lostUpdate();
  const confirmed = { label: 'intermittent', failed: 2, sent: 5 } as const;
  const text = renderFailureText(roles, sampleFinding({ before, confirmed, known }));
  expect(text).toContain('intermittent: 2 of 5');
  expect(text.match(/^ {2}before/gm)).toHaveLength(2);
  expect(text).toMatch(/known {6}Fixed in May\.\n.*tracker.*\n.*until 2026-05-01/);
});

test('a known deviation without a link leaves no empty line', () => {
  const known = { reason: 'Fixed in May.', link: '', until: '2026-05-01' };
  const text = renderFailureText(roles, sampleFinding({ known }));
  expect(text).toMatch(/known {6}Fixed in May\.\n *│ until 2026-05-01\n/);
});

function allTexts(): string {
  return deviatingRun()
    .requirements.flatMap((each) =>
      each.failures.map((failure) => renderFailureText(each, failure)),
    )
    .join('\n');
}

function lostUpdate() {
  const failures = deviatingRun().requirements.flatMap((each) => each.failures);
  return failures.find(({ requirement }) => requirement === 'update-is-saved') ?? sampleFinding();
}
