import { expect, test } from '@playwright/test';
import { answerMutants, semanticMutants } from '../../fixtures/mutants/mutants.ts';
import { startServer } from '../../fixtures/reference/server.ts';
import { judgeTarget, tripped } from './judging/judge-target.ts';

for (const { name, sentence, trips, also = [], behaviour } of [
  ...answerMutants,
  ...semanticMutants,
]) {
  test(`the mutant ${name} trips ${trips.join(', ')}: ${sentence}`, async () => {
    const server = await startServer(behaviour);
    const report = await judgeTarget(server.url, { STRICT: '1', PROBE_METHODS: '1' }).finally(() =>
      server.close(),
    );
    const found = tripped(report);
    expect(found).toEqual(expect.arrayContaining([...trips]));
    expect(found.filter((id) => !trips.includes(id) && !also.includes(id))).toEqual([]);
    expect(report.verdict).toBe('nonconformant');
  });
}
