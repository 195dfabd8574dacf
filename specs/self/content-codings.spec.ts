import { expect, test } from '@playwright/test';
import { acceptsCoding, contentCodings } from '../../schema/http/content-codings.ts';

const CASES: readonly [accepted: string, coding: string, accepts: boolean][] = [
  ['gzip', 'gzip', true],
  ['GZIP;Q=1, br', 'gzip', true],
  ['gzip', 'x-gzip', true],
  ['x-gzip', 'gzip', true],
  ['*', 'br', true],
  ['br', 'gzip', false],
  ['identity', 'gzip', false],
  ['identity, *;q=0', 'gzip', false],
  ['gzip;q=0.0, *', 'gzip', false],
  ['*;q=0, gzip;q=0.001', 'gzip', true],
  ['gzip', 'x-other', false],
  ['gzip', 'c++(', false],
];

for (const [accepted, coding, accepts] of CASES) {
  test(`Accept-Encoding: ${accepted} ${accepts ? 'takes' : 'does not take'} ${coding}`, () => {
    expect(acceptsCoding(accepted, coding)).toBe(accepts);
  });
}

test('content codings are listed as they were applied, over all fields, without identity', () => {
  const headers = [
    ['Content-Encoding', 'GZIP , identity'],
    ['content-encoding', 'br'],
    ['X', 'deflate'],
  ] as const;
  expect(contentCodings(headers)).toEqual(['gzip', 'br']);
});
