import { expect, test } from '@playwright/test';
import { CLAIMS } from '../../fixtures/claims/claims.ts';
import { answerMutants, semanticMutants } from '../../fixtures/mutants/mutants.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

const withoutHazards = CLAIMS.filter(({ id }) => id !== 'hazards');
const rows = [
  ...answerMutants.map((mutant) => ({
    ...mutant,
    profile: 'smoke',
    claims: mutant.needs === undefined ? withoutHazards : CLAIMS,
  })),
  ...semanticMutants.map((mutant) => ({ ...mutant, profile: 'default', claims: CLAIMS })),
];

for (const { name, sentence, trips, also = [], behaviour, profile, claims } of rows) {
  test(`the mutant ${name} trips ${trips.join(', ')}: ${sentence}`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(
      server.url,
      {
        PROFILE: profile,
        STRICT: '1',
        PROBE_METHODS: '1',
        // What hangs costs its time limit; all else must not run into it on a busy machine.
        TIMEOUT_MS: trips.includes('answer-is-whole') ? '500' : '8000',
      },
      claims,
    ).finally(() => server.close());
    const found = tripped(report);
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
    expect(report.verdict).toBe('nonconformant');
  });
}
