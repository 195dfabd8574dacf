import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { isJsonObject, type JsonObject } from '../../schema/json/json-value.ts';
import { deletingAnd, FOUND, startFilled, writeAndPutBack } from './restore/restoring.ts';

const SHOWN = 10;
const MANY = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`cts_${index}`, 1]));

test('all that was stored is deleted where a response shows only the first few preferences', async () => {
  const server = await startFilled(deletingAnd(onUser(firstFew)));
  const report = await writeAndPutBack(server, [MANY]);
  expect(server.store.preferences()).toEqual(FOUND);
  expect(report, report.statement).toMatchObject({ complete: true });
});

function firstFew(user: JsonObject): JsonObject {
  const stored = Object.entries(isJsonObject(user.preferences) ? user.preferences : {});
  return { ...user, preferences: Object.fromEntries(stored.slice(0, SHOWN)) };
}
