import { expect, test } from '@playwright/test';
import { renderJunit } from '../../reports/formats/junit.ts';
import { deviatingRun, HOSTILE } from './reports/deviating-run.ts';
import { baselineRun, inconclusiveRun } from './reports/other-runs.ts';
import { sampleFinding } from './reports/sample-finding.ts';
import { sampleReport } from './reports/sample-report.ts';
import { sampleRequirement } from './reports/sample-requirements.ts';

test('a conforming run is one passing test case per requirement and one for the run', () => {
  const xml = renderJunit(sampleReport());
  expect(testCases(xml)).toHaveLength(sampleReport().requirements.length + 1);
  expect(xml).toContain('<testsuites name="alumio-conformance" tests="14" failures="0" errors="0"');
  expect(xml).toContain('name="200-object-roles · The roles of a 200 are known and unique."');
  expect(xml).toContain('classname="updateUserPreferences.declared"');
  expect(testCase(xml, '401-has-www-authenticate')).toContain(
    '<skipped message="did not occur: a 401"/>',
  );
});

test('seed, contract and target stand in the properties', () => {
  const xml = renderJunit(sampleReport());
  expect(xml).toContain('<property name="seed" value="42"/>');
  expect(xml).toContain('<property name="target" value="https://staging.example.com/api/v1"/>');
  expect(xml).toContain(
    '<property name="contract" value="Alumio API 01KVQG1C20MKD0B8FDPE4RHEDH"/>',
  );
  expect(xml).toMatch(/<property name="contract.sha256" value="[0-9a-f]{64}"\/>/);
});

test('times add up to that of the run, which its own case has', () => {
  const xml = renderJunit(sampleReport());
  expect(testCase(xml, 'run')).toContain('time="8.412"');
  for (const name of ['testcase', 'testsuite'] as const)
    expect(sum(timesOf(xml, name))).toBe(8.412);
  expect(timesOf(xml, 'testcase')).toHaveLength(testCases(xml).length);
  expect(timesOf(xml, 'testsuites')).toEqual([8.412]);
});

test('names are unique', () => {
  const names = testCases(renderJunit(deviatingRun())).map(
    (each) => /name="[^"]*"/.exec(each)?.[0],
  );
  expect(new Set(names).size).toBe(names.length);
});

test('nonconformance is one failure a requirement, with every finding in its text', () => {
  const xml = renderJunit(deviatingRun());
  const roles = testCase(xml, '200-object-roles');
  expect(roles.match(/<failure /g)).toHaveLength(1);
  expect(roles).toContain('<failure type="declared"');
  expect(roles).toContain('(and 1 other finding)');
  expect(roles).toContain('actual     "ROLE_OWNER"');
  expect(roles).toContain('actual     items 0 and 2 are both "ROLE_USER"');
  expect(xml).toContain('failures="4" errors="0"');
});

test('a tentative failure passes and stays visible', () => {
  const saved = testCase(renderJunit(deviatingRun()), 'update-is-saved');
  expect(saved).not.toMatch(/<(failure|error|skipped)/);
  expect(saved).toContain('<system-out>warning: /object/preferences lacks "theme"');
});

test('a tentative failure that strict mode lets gate is a failure', () => {
  const report = deviatingRun();
  const requirements = report.requirements.map((each) => ({ ...each, gates: true }));
  const xml = renderJunit({ ...report, strict: true, requirements });
  expect(testCase(xml, 'update-is-saved')).toContain('<failure type="tentative"');
});

test('what could not be judged is an error, and so is the run', () => {
  const xml = renderJunit(inconclusiveRun());
  expect(testCase(xml, '200-body')).toContain(
    '<error type="unverified" message="The control failed.">',
  );
  expect(testCase(xml, 'valid-is-accepted')).toContain('<skipped message="The control failed."/>');
  expect(testCase(xml, 'run')).toContain('<error type="unauthorized"');
  expect(xml).not.toContain('<failure');
});

test('known is skipped with its reason, stale and errors of the suite are errors', () => {
  const xml = renderJunit(baselineRun());
  const known = testCase(xml, '200-object-preferences');
  expect(known).toContain('<skipped message="known deviation: Serialises an empty map as a list');
  expect(known).toContain('actual     [] (an empty list)');
  expect(testCase(xml, 'default-status')).toContain('<error type="stale"');
  expect(testCase(xml, 'put-is-idempotent')).toContain('<error type="error"');
});

test('a known deviation without a link is skipped with its reason and last day only', () => {
  const known = { reason: 'Fixed in May.', link: '', until: '2026-05-01' };
  const failures = [sampleFinding({ known })];
  const requirement = sampleRequirement({ id: '200-body', verdict: 'known', failures });
  const xml = renderJunit(sampleReport({ requirements: [requirement] }));
  expect(testCase(xml, '200-body')).toContain(
    '<skipped message="known deviation: Fixed in May. (until 2026-05-01)"/>',
  );
});

test('hostile responses leave only characters and structure that XML allows', () => {
  const report = deviatingRun();
  const noted = report.requirements.map((each) => ({ ...each, gates: false, note: HOSTILE }));
  const requirements = [...report.requirements, ...noted];
  const xml = renderJunit({ ...report, target: HOSTILE, requirements });
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot|#10|#9);)/);
  const outside = xml.replace(/<[^<>]*>/g, '');
  expect(outside).not.toMatch(/[<>]/);
  expect(xml).not.toContain('<script>');
});

/** What the schema of Jenkins' xUnit plugin (junit-10.xsd) lets each element have: attributes, needed ones, children. */
const XUNIT: Readonly<Record<string, readonly [allowed: string, needed: string, within: string]>> =
  {
    testsuites: ['name time tests failures errors', '', 'testsuite'],
    testsuite: [
      'name tests failures errors group time skipped timestamp hostname id package file log url',
      'name tests failures errors',
      'testsuite properties testcase system-out system-err',
    ],
    properties: ['', '', 'property'],
    property: ['name value', 'name value', ''],
    testcase: ['name time classname group', 'name', 'skipped error failure system-out system-err'],
    failure: ['type message', '', ''],
    error: ['type message', '', ''],
    skipped: ['type message', '', ''],
    'system-out': ['', '', ''],
  };

for (const [name, report] of Object.entries({
  conforming: sampleReport(),
  deviating: deviatingRun(),
  inconclusive: inconclusiveRun(),
  baseline: baselineRun(),
})) {
  test(`a ${name} run keeps the schema of Jenkins' xUnit plugin`, () => {
    expect(breachesOf(renderJunit(report))).toEqual([]);
  });
}

test('what that schema refuses is seen', () => {
  const wrong =
    '<testsuites><testsuite name="a"><testcase name="b" odd="1"><properties/></testcase></testsuite></testsuites>';
  expect(breachesOf(wrong)).toEqual([
    'testsuite lacks tests',
    'testsuite lacks failures',
    'testsuite lacks errors',
    'testcase has odd',
    'properties in testcase',
  ]);
});

/** How a document breaks the rules of that schema. */
function breachesOf(xml: string): readonly string[] {
  const breaches: string[] = [];
  const open: string[] = [];
  for (const [, close, name = '', rest = '', empty] of xml.matchAll(
    /<(\/?)([a-z-]+)((?:\s+[\w.-]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    if (close === '/') {
      expect(open.pop()).toBe(name);
      continue;
    }
    const [allowed = '', needed = ''] = XUNIT[name] ?? [];
    const given = [...rest.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, attribute = '']) => attribute);
    const parent = open.at(-1);
    const lacking = words(needed).filter((each) => !given.includes(each));
    const odd = given.filter((each) => !words(allowed).includes(each));
    const place = parent === undefined ? ['testsuites'] : words(XUNIT[parent]?.[2] ?? '');
    breaches.push(
      ...lacking.map((each) => `${name} lacks ${each}`),
      ...odd.map((each) => `${name} has ${each}`),
      ...(place.includes(name) ? [] : [`${name} in ${parent ?? 'the document'}`]),
    );
    const [, time = ''] = name.startsWith('testsuite') ? (/ time="([^"]*)"/.exec(rest) ?? []) : [];
    if (!/^(?:\d{1,3}(?:,\d{3})*|\d*)(?:\.\d*)?$/.test(time)) breaches.push(`time is ${time}`);
    if (empty === '') open.push(name);
  }
  expect(open).toEqual([]);
  return breaches;
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** The times of all elements of a name, in seconds. */
function timesOf(xml: string, name: string): readonly number[] {
  return [...xml.matchAll(new RegExp(`<${name} [^>]* time="([0-9.]+)"`, 'g'))].map(([, time]) =>
    Number(time),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function testCases(xml: string): string[] {
  return xml.match(/<testcase (?:[^>]*\/>|[^]*?<\/testcase>)/g) ?? [];
}

function testCase(xml: string, id: string): string {
  return testCases(xml).find((each) => each.includes(`name="${id} · `)) ?? '';
}
