import { expect, test } from '@playwright/test';
import { putBack } from '../../fixtures/command/put-back.ts';
import { type Clock, MACHINE_CLOCK } from '../../fixtures/http/clock.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { startServer, type RunningServer } from '../../fixtures/servers/reference/server.ts';
import { readerFile } from './documents/reader-contract.ts';
import { CLAIMS, examine } from './judging/claims.ts';
import { begin, FOUND, variantNamed } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

/** Another run at work on another machine: while this one waits, it writes. */
function beside(server: RunningServer): Clock {
  let updates = 0;
  return {
    now: () => MACHINE_CLOCK.now(),
    wait: () => {
      updates += 1;
      server.store.replace('', { ...FOUND, cts_theme: updates });
      return Promise.resolve();
    },
  };
}

for (const [how, hasReader] of [
  ['updates without content', false],
  ['an operation of its own', true],
] as const) {
  test(`another run at work is told of by what changes, and nothing of it is changed, where reading is ${how}`, async ({}, testInfo) => {
    const server = await startServer(variantNamed('null-deletes'), { record: true });
    server.store.replace('', { ...FOUND, cts_theme: 0 });
    const variables = { SPACES: '', ...(hasReader && { CONTRACT: await readerFile(testInfo) }) };
    const run = await begin(server.url, testDirectory(), variables, beside(server));
    const record = beginRecord(run.facts, run.target);
    const session = await openUnlimitedSession(run, record);
    const evidence = await examine(session, CLAIMS).finally(() => session.close());
    const now = server.store.preferences();
    await putBack(run, record);
    record.close();
    await server.close();
    const errors = evidence.flatMap((each) => each.errors.map(({ kind }) => kind));
    expect(errors).toContain('other-run');
    expect(server.store.preferences()).toEqual(now);
    const written = server.recorded.map(({ method, body }) =>
      method === 'GET' ? '' : String(body),
    );
    expect(new Set(written.filter((body) => body !== ''))).toEqual(new Set(['{}']));
  });
}
