import { expect, test } from '@playwright/test';
import type { Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { ReportedFinding } from '../../schema/requirements/evidence.ts';
import { mapMembers } from '../../fixtures/servers/mutants/json-rewriting.ts';
import { judgeTarget } from './judging/judge-target.ts';
import { replacingAll } from './judging/store-ways.ts';

test.describe.configure({ mode: 'parallel' });

/** Takes a body for nothing unless its media type has one form, so that what was stored before is shown. */
const READING_ONE_FORM: Deviation = {
  sent: (value, call) =>
    call.headers['content-type'] === 'application/json' ? referenceBehaviour.sent(value, call) : {},
};

async function findingsOf(behaviour: Deviation): Promise<readonly ReportedFinding[]> {
  const server = await startServer(behaviour);
  const variables = { STRICT: '1', RUNS: '40' };
  const report = await judgeTarget(server.url, variables).finally(() => server.close());
  return report.requirements.flatMap(({ failures }) => failures);
}

test('an update that is ignored for its media type is one finding, whatever was stored before', async () => {
  const findings = await findingsOf(replacingAll(READING_ONE_FORM));
  expect(findings.map(({ requirement }) => requirement)).toEqual(['sent-keys-are-returned']);
  expect(findings.map(({ before, confirmed }) => [before.length, confirmed.label])).toEqual([
    [0, 'always'],
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
  expect(labels).toEqual(expect.arrayContaining(['number to string']));
  expect(labels.length).toBeGreaterThan(1);
});

test('a server that replaces and reads any form of the media type is accused of nothing', async () => {
  expect(await findingsOf(replacingAll())).toEqual([]);
});
