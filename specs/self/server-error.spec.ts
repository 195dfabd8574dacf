import { expect, test } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { loadContract, operationOf } from '../../schema/contract/contract.ts';
import type { Case, Exchange, HeaderPair } from '../../schema/http/exchange.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { UPDATE_USER_PREFERENCES } from '../../schema/preferences/operation-id.ts';
import { serverErrorRequirement } from '../../schema/requirements/server-error.ts';

const contract = await loadContract(fileURLToPath(PINNED_CONTRACT));
const { judge } = serverErrorRequirement(operationOf(contract, UPDATE_USER_PREFERENCES));

function exchange(status: number, change: Partial<Case> = {}, headers: HeaderPair[] = []) {
  const asked = { label: '', method: 'PUT', path: '/', query: null, headers: [], body: null };
  return {
    case: { ...asked, ...change },
    class: 'malformed',
    url: '',
    startedAt: 0,
    durationMs: 1,
    response: { status, headers, body: new Uint8Array(), bodyLength: 0 },
  } satisfies Exchange;
}

const CODED: Partial<Case> = { headers: [['Content-Encoding', 'x-none']] };
const LATER: HeaderPair[] = [['Retry-After', '1']];

for (const [what, asked] of [
  ['500', exchange(500)],
  ['500 to another method', exchange(500, { method: 'GET' })],
  ['501 to the declared method', exchange(501)],
  ['502 to a coding', exchange(502, CODED)],
  ['503 without Retry-After', exchange(503)],
  ['507 without a quota', exchange(507)],
  ['500 where a quota was found', { ...exchange(500), excuse: 'quota' as const }],
] as const) {
  test(`${what} is an error of the server`, () => {
    expect(judge(asked)).toHaveLength(1);
  });
}

for (const [what, asked] of [
  ['400', exchange(400)],
  ['501 to another method', exchange(501, { method: 'GET' })],
  ['501 to a coding', exchange(501, CODED)],
  ['503 with Retry-After', exchange(503, {}, LATER)],
  ['505', exchange(505)],
  ['507 where a quota was found', { ...exchange(507), excuse: 'quota' as const }],
] as const) {
  test(`${what} is none`, () => {
    expect(judge(asked)).toEqual([]);
  });
}

test('what the control shows, too, says nothing of the request', () => {
  expect(judge({ ...exchange(502), excuse: 'control' })).toBeNull();
});
