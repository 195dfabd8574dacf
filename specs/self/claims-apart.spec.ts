import { expect, test } from '@playwright/test';
import { sentPreferences } from '../../schema/preferences/preferences-of.ts';
import { recordRun } from './judging/recorded-requests.ts';
import { claimNamed, CLAIMS } from './judging/claims.ts';

const control = claimNamed('control');

/** A list shows on a fresh store only, and hazards try each of these names by itself. */
const NAMES_OF_TWO = ['0', '1'];

test('no preference is written by two claims, so that shards do not write to one', async () => {
  const writers = new Map<string, Set<string>>();
  for (const claim of CLAIMS) {
    const { exchanges } = await recordRun({}, [control, claim]);
    for (const exchange of exchanges) {
      for (const key of Object.keys(sentPreferences(exchange.case) ?? {})) {
        writers.set(key, (writers.get(key) ?? new Set()).add(claim.id));
      }
    }
  }
  expect(writers.size).toBeGreaterThan(100);
  const shared = [...writers].flatMap(([key, claims]) => (claims.size > 1 ? [key] : []));
  expect(shared).toEqual(NAMES_OF_TWO);
});
