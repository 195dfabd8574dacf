import { expect, test } from '@playwright/test';
import { merge } from '../../fixtures/servers/reference/reference-behaviour.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import type { JsonObject } from '../../schema/json/json-value.ts';
import { deletingAnd, FOUND, startFilled, writeAndPutBack } from './restore/restoring.ts';

/** A save that deletes nulls, and gives an old name its new form when something is written. */
function migrating(from: string, into: string): Behaviour['save'] {
  return (sent, space, call) => {
    if (Object.keys(sent).length === 0) return call.store.of(space);
    const { [from]: old, ...rest } = merge(sent, space, call);
    const members: JsonObject = old == null ? rest : { ...rest, [into]: { mode: old } };
    const kept = Object.entries(members).filter(([, value]) => value !== null);
    return call.store.replace(space, Object.fromEntries(kept));
  };
}

test('a name that the target made of one that was sent is told, and all is not called as it was found', async () => {
  const server = await startFilled(deletingAnd({ save: migrating('lang', 'language') }));
  const report = await writeAndPutBack(server, [{ lang: 'en' }], ['space=one']);
  await server.close();
  expect(server.store.preferences()).toEqual({ ...FOUND, language: { mode: 'en' } });
  expect(report.spaces).toMatchObject([{ appeared: ['language'] }, { appeared: ['language'] }]);
  expect(report.statement).toBe(
    'The preferences that were found are as they were. "language" was not shown before the run, and the run never sent it: the target made it, or somebody else did, and it stays. "language" (space=one) was not shown before the run, and the run never sent it: the target made it, or somebody else did, and it stays.',
  );
});

test('a name that the target made of one that was found is told with what could not be put back', async () => {
  const server = await startFilled(deletingAnd({ save: migrating('theme', 'appearance') }));
  const report = await writeAndPutBack(server, [{ theme: 'light' }]);
  await server.close();
  expect(report.spaces).toMatchObject([{ changed: ['theme'], appeared: ['appearance'] }]);
  expect(report.statement).toContain('"appearance" was not shown before the run');
});

test('nothing is told where all that is there was found, or is deleted', async () => {
  const server = await startFilled();
  const report = await writeAndPutBack(server, [{ lang: 'en' }, { lang: null }, { theme: 'x' }]);
  await server.close();
  expect(server.store.preferences()).toEqual(FOUND);
  expect(report.spaces[0]).not.toHaveProperty('appeared');
  expect(report.statement).not.toContain('not shown before the run');
});
