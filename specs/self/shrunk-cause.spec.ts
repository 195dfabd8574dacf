import { expect, test } from '@playwright/test';
import { earlierValueMutants } from '../../fixtures/servers/mutants/earlier-values.ts';
import { shrunkCauseMutants } from '../../fixtures/servers/mutants/shrunk-causes.ts';
import { defaultHeaders } from '../../schema/http/exchange.ts';
import { keptOn, replayOn } from './judging/kept-cases.ts';

test.describe.configure({ mode: 'parallel' });

const PLAIN = [...defaultHeaders, ['Content-Type', 'application/json']].map((pair) =>
  pair.join(': '),
);

for (const { name, trips, behaviour, claim, smallest } of [
  ...shrunkCauseMutants,
  ...earlierValueMutants,
]) {
  test(`${name} is found by few and small requests, which show it on a clean account`, async () => {
    const { evidences, cases } = await keptOn(behaviour, ['control', claim]);
    expect(evidences.flatMap(({ limits, errors }) => [...limits, ...errors])).toEqual([]);
    const found = evidences.flatMap(({ findings }) => findings);
    expect(found.map(({ requirement }) => requirement)).toEqual(expect.arrayContaining([...trips]));
    for (const { confirmed, replay } of found) {
      expect(confirmed.label).toBe('always');
      const saved = cases.get(replay);
      if (saved === undefined) throw new Error(`${replay} was not kept.`);
      const octets = saved.steps.reduce((sum, { body }) => sum + (body?.length ?? 0), 0);
      expect(octets).toBeLessThanOrEqual(smallest.octets);
      expect(saved.steps.length).toBeLessThanOrEqual(smallest.steps);
      expect(saved.steps.filter(({ query }) => query !== null)).toEqual([]);
      const fields = saved.steps.flatMap(({ headers }) => headers.map((pair) => pair.join(': ')));
      expect(fields.filter((field) => !PLAIN.includes(field))).toEqual([]);
      expect([await replayOn(behaviour, saved), await replayOn({}, saved)]).toEqual([1, 0]);
    }
  });
}
