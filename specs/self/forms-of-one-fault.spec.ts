import { expect, test } from '@playwright/test';
import { onStrings, onValues } from '../../fixtures/servers/mutants/deviation.ts';
import { mapMembers, rewrite } from '../../fixtures/servers/mutants/json-rewriting.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { mergeEvidence } from '../../reports/verdict/merge-evidence.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { CLAIMS } from './judging/claims.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';
import { deletingNulls, replacingAll } from './judging/store-ways.ts';

const { serialise } = referenceBehaviour;

test.describe.configure({ mode: 'parallel' });

/** Takes a body for nothing unless its media type has one form, so that what was stored before is shown. */
const READING_ONE_FORM: Deviation = {
  sent: (value, call) =>
    call.headers['content-type'] === 'application/json' ? referenceBehaviour.sent(value, call) : {},
};

async function findingsOf(
  behaviour: Deviation,
  more: Record<string, string> = {},
): Promise<readonly ReportedFinding[]> {
  const server = await startServer(behaviour);
  const variables = { STRICT: '1', RUNS: '40', ...more };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  return report.requirements.flatMap(({ failures }) => failures);
}

const WAYS = {
  'merges and stores null': (deviation?: Deviation) => deviation ?? {},
  'merges, and deletes what is null': deletingNulls,
  replaces: replacingAll,
};

for (const [way, storing] of Object.entries(WAYS)) {
  test(`an update that is ignored for its media type is one finding where a server ${way}`, async () => {
    const findings = await findingsOf(storing(READING_ONE_FORM));
    expect(findings.map(({ requirement }) => requirement)).toEqual(['sent-keys-are-returned']);
    expect(findings.map(({ before, confirmed }) => [before.length, confirmed.label])).toEqual([
      [0, 'always'],
    ]);
  });

  test(`a server that ${way}, and reads any form of the media type, is accused of nothing`, async () => {
    expect(await findingsOf(storing())).toEqual([]);
  });
}

test('what is lost over what was stored is one finding, whatever comes in its place', async () => {
  const mutant = mutants.find(({ name }) => name === 'refusal-takes-the-update-before-back');
  const findings = await findingsOf(deletingNulls(mutant?.behaviour), {
    PROFILE: 'default',
    RUNS: '',
    SPACES: '',
  });
  const told = findings.map(({ requirement, label, confirmed }) => [
    requirement,
    label,
    confirmed.label,
  ]);
  expect(told).toEqual([
    ['refused-update-changes-nothing', 'dropped', 'always'],
    ['sequences-keep-the-model', 'dropped', 'always'],
  ]);
});

test('two faults of one requirement are two findings', async () => {
  const findings = await findingsOf(
    replacingAll({
      ...READING_ONE_FORM,
      save: (sent, space, call) => {
        const asText = mapMembers(sent, (name, value) => [
          name,
          typeof value === 'number' ? String(value) : value,
        ]);
        return merge(asText, space, call);
      },
    }),
  );
  const labels = findings
    .filter(({ requirement }) => requirement === 'sent-keys-are-returned')
    .map(({ label }) => label);
  expect(labels).toContain('number to string');
  expect(labels.filter((label) => label === 'dropped' || label === 'stale')).toHaveLength(1);
});

const OF_FOUR_OCTETS = /[\u{10000}-\u{10ffff}]/gu;
const LONGEST_TEXT = 255;
const LONGEST_LIST = 20;

/** What stores do to strings, by one rule, which looks different by what is sent. */
const RULES: readonly (readonly [rule: string, change: (text: string) => string])[] = [
  [
    'cut at the first character of four octets',
    (text) => text.split(OF_FOUR_OCTETS).slice(0, 1).join(''),
  ],
  ['without characters of four octets', (text) => text.replaceAll(OF_FOUR_OCTETS, '')],
  ['cut at U+0000', (text) => text.split('\0').slice(0, 1).join('')],
  ['without control characters', (text) => text.replaceAll(/[^\P{Cc}\s]/gu, '')],
  ['trimmed', (text) => text.trim()],
  ['cut at 255 characters', (text) => Array.from(text).slice(0, LONGEST_TEXT).join('')],
  ['cut at 255 octets', inOctets],
];

function inOctets(text: string): string {
  const octets = Buffer.from(text);
  return octets
    .subarray(0, LONGEST_TEXT)
    .toString()
    .replace(/\ufffd$/, '');
}

for (const [rule, change] of RULES) {
  test(`strings that are ${rule} are one finding`, async () => {
    const findings = await findingsOf(onStrings(change));
    expect(findings.map(({ requirement, label }) => [requirement, label])).toEqual([
      ['sent-keys-are-returned', expect.any(String)],
    ]);
  });
}

test('a limit of strings and one of lists are two findings', async () => {
  const findings = await findingsOf(
    onValues((part) => {
      if (typeof part === 'string') return part.slice(0, LONGEST_TEXT);
      return Array.isArray(part) ? part.slice(0, LONGEST_LIST) : part;
    }),
  );
  expect(findings.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['truncated at 255', 'list truncated at 20']),
  );
  expect(findings).toHaveLength(2);
});

test('an empty object that becomes a list is no old value, where preferences are one as well (PHP arrays)', async () => {
  const emptyList = (part: unknown): unknown =>
    isJsonObject(part) && Object.keys(part).length === 0 ? [] : part;
  const findings = await findingsOf(
    deletingNulls({ serialise: (body, ...rest) => serialise(rewrite(body, emptyList), ...rest) }),
  );
  const labels = findings
    .filter(({ requirement }) => requirement === 'sent-keys-are-returned')
    .map(({ label }) => label);
  expect(labels).toEqual(['{} to []']);
});

for (const name of [
  'type-of-first-value-stays',
  'null-is-for-good',
  'loosely-equal-is-not-saved',
]) {
  test(`${name} is one finding of two requests, which show it on a clean account`, async () => {
    const behaviour = mutants.find((each) => each.name === name)?.behaviour ?? {};
    const { cases, evidences } = await keptOn(
      behaviour,
      CLAIMS.map(({ id }) => id),
    );
    const { findings } = mergeEvidence(evidences);
    expect(findings.map(({ requirement, before }) => [requirement, before.length])).toEqual([
      ['sent-keys-are-returned', 1],
    ]);
    const [saved] = findings.flatMap(({ replay }) => cases.get(replay) ?? []);
    if (saved === undefined) throw new Error('No counterexample was kept.');
    expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
  });
}

test('lists that are appended to the stored ones are one finding of the responses, empty lists too', async () => {
  const appending = mutants.find(({ name }) => name === 'lists-append');
  const { evidences } = await keptOn(appending?.behaviour ?? {}, ['control', 'saving', 'hazards']);
  const labels = evidences.flatMap(({ findings }) => findings.map(({ label }) => label));
  expect([...new Set(labels)]).toEqual(['list appended to']);
});
