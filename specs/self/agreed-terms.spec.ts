import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { statedTerms } from '../../fixtures/run/run-terms.ts';
import { agreedTerms } from '../../reports/verdict/agreed-terms.ts';
import { NOTHING_STATED, type StatedTerms } from '../../reports/verdict/reporter-options.ts';
import type { RunTerms } from '../../schema/requirements/run-terms.ts';
import { fakeEvidence, fakeTerms } from './reporter/fake-evidence.ts';

const SUITE = fakeTerms().suite;
const baseline = { file: 'baseline.json', text: '{"entries":[]}' };

function agree(all: readonly (RunTerms | null)[], stated: Partial<StatedTerms> = {}) {
  const controls = all.map((terms) => ({
    claim: 'control',
    ran: true,
    evidence: fakeEvidence(terms === null ? {} : { terms }),
    errors: [],
  }));
  const agreement = agreedTerms(controls, { ...NOTHING_STATED, ...stated }, SUITE);
  return 'error' in agreement ? agreement.error.message : agreement.terms;
}

test('shards that were asked the same agree, whatever the environment leaves out', () => {
  const terms = fakeTerms({ settings: { STRICT: '1' }, baseline });
  expect(agree([terms, { ...terms }])).toEqual(terms);
  expect(agree([terms, terms], { settings: { STRICT: '1' }, baseline })).toEqual(terms);
  const renamed = { ...baseline, file: 'other.json' };
  expect(agree([terms, { ...terms, baseline: renamed }])).toEqual(terms);
});

for (const [what, other, says] of [
  ['targets', { settings: { BASE_URL: 'http://127.0.0.1:2' } }, 'BASE_URL is http://127.0.0.1:1 '],
  ['modes', { settings: { STRICT: '1' } }, 'STRICT is 0 and 1'],
  ['seeds', { settings: { SEED: '2' } }, 'SEED is 1 and 2'],
  ['spaces', { settings: { SPACES: 'a,b' } }, 'SPACES is none and a,b'],
  [
    'contracts',
    { contract: { version: '1', fingerprint: '01' } },
    'the contract is 1 (00) and 1 (01)',
  ],
  ['baselines', { baseline }, 'the content of BASELINE is none and {"entries":[]}'],
  ['versions', { suite: '0.0.0' }, 'the version of the suite is'],
] as const) {
  test(`shards of two ${what} have no verdict`, () => {
    const two = [fakeTerms(), fakeTerms(other)];
    expect(agree(two)).toContain(says);
    expect(agree(two.toReversed())).toContain('The shards were not asked the same: ');
  });
}

test('an environment that contradicts the shards is named', () => {
  const terms = fakeTerms({ baseline });
  expect(agree([terms], { settings: { STRICT: '1' } })).toMatch(
    /^STRICT is 1 here, and the shards were asked with 0: /,
  );
  expect(agree([terms], { baseline: { ...baseline, text: '{}' } })).toMatch(/^BASELINE names /);
  expect(agree([{ ...terms, suite: '0.0.0' }])).toContain('ran version 0.0.0 of the suite');
  expect(agree([terms], { problems: 'SEED must be a whole number.' })).toContain('SEED must be');
});

test('shards that say nothing of it have no verdict', () => {
  expect(agree([null, null])).toMatch(/^No shard says what it was asked with/);
});

test('what an environment states is what it sets; to merge needs no permission to write, and no token', () => {
  expect(statedTerms({ API_TOKEN: 'x', SEED: 'random', STRICT: '' })).toEqual(NOTHING_STATED);
  const stated = statedTerms({
    BASE_URL: 'https://a.example/api/v1',
    SPACES: 'a, b',
    STRICT: 'no',
  });
  expect(stated).toEqual({
    settings: { BASE_URL: 'https://a.example/api/v1', SPACES: 'a,b', STRICT: '0' },
    baseline: null,
    problems: null,
  });
  expect(statedTerms({ SEED: 'x' }).problems).toMatch(/^SEED must be/);
});

test('a baseline is stated by what it holds', ({}, testInfo) => {
  const file = testInfo.outputPath('baseline.json');
  writeFileSync(file, '{}');
  expect(statedTerms({ BASELINE: file }).baseline).toEqual({ file, text: '{}' });
  expect(statedTerms({ BASELINE: `${file}.gone` }).problems).toContain('cannot be read');
});
