import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import { beginRecord } from '../../fixtures/record/begin-record.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { differingMembers } from '../../fixtures/restore/found-identity.ts';
import { putBack, putBackEarlier } from '../../fixtures/command/put-back.ts';
import { openUnlimitedSession } from '../../fixtures/run/run-session.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { begin, note, updateOf } from './restore/restoring.ts';
import { testDirectory } from './test-directory.ts';

test.describe('who the user is', () => {
  const FORGED = { updatedPreferences: {}, email: 'forged@conformance.invalid', roles: ['ROLE_X'] };

  /** As the suite sends it at first, and made smaller; an address may be no text, too. */
  const ADDRESSES = ['forged@conformance.invalid', 'f', '', null];

  const ROLES = referenceBehaviour.user.roles;

  for (const [email, killed] of [
    [FORGED.email, false] as const,
    ...ADDRESSES.map((each) => [each, true] as const),
  ]) {
    const when = killed ? `, by the run after a kill: ${JSON.stringify(email)}` : '';

    test(`is put back through the hole that let it be changed${when}`, async () => {
      let user: { readonly email: unknown; readonly roles: readonly string[] } =
        referenceBehaviour.user;
      const server = await startServer({
        sent: (value, call) => {
          const root = isJsonObject(value) ? value : {};
          const roles = Array.isArray(root.roles) ? root.roles.map(String) : user.roles;
          user = { email: Object.hasOwn(root, 'email') ? root.email : user.email, roles };
          return referenceBehaviour.sent(value, call);
        },
        ...onUser((shown) => ({ ...shown, ...user })),
      });
      const run = await begin(server.url, testDirectory());
      const record = beginRecord(run.facts, run.target);
      const session = await openUnlimitedSession(run, record);
      await note(session);
      const body = Buffer.from(JSON.stringify({ ...FORGED, email }));
      await session.sender.send({ ...updateOf(session, {}), body });
      await session.close();
      expect(user.email).toBe(email);
      const lines: string[] = [];
      if (killed) await putBackEarlier(run, record, (line) => lines.push(line));
      else lines.push(...(await putBack(run, record)).map(({ statement }) => statement));
      record.close();
      await server.close();
      expect(user, lines.join()).toEqual(referenceBehaviour.user);
      expect(lines.join()).toContain('The target took email, roles of the user from an update');
    });
  }

  test('is not written where it changes by itself from response to response', async () => {
    let responses = 0;
    const server = await startServer(
      onUser((shown) => ((responses += 1) % 2 === 0 ? { ...shown, roles: ['ROLE_USER'] } : shown)),
      { record: true },
    );
    for (const asked of [1, 2]) {
      const run = await begin(server.url, testDirectory());
      const record = beginRecord(run.facts, run.target);
      const session = await openUnlimitedSession(run, record);
      for (let reads = 1; reads < asked; reads += 1) {
        await session.sender.send(session.controls.current);
      }
      await note(session);
      await session.close();
      const lines = (await putBack(run, record)).map(({ statement }) => statement);
      record.close();
      expect(lines).toEqual(['The preferences are as they were found.']);
    }
    await server.close();
    const bodies = server.recorded.map(({ body }) => body.toString());
    expect(bodies.filter((body) => body.includes('roles'))).toEqual([]);
  });

  test('is as it was found where only its shape is another from some response on', async () => {
    let responses = 0;
    const server = await startServer(
      onUser((shown) =>
        (responses += 1) > 3 ? { ...shown, roles: Object.assign({}, ROLES) } : shown,
      ),
      { record: true },
    );
    const run = await begin(server.url, testDirectory());
    const record = beginRecord(run.facts, run.target);
    const session = await openUnlimitedSession(run, record);
    await note(session);
    while (responses < 4) await session.sender.send(session.controls.current);
    await session.close();
    const [report] = await putBack(run, record);
    record.close();
    await server.close();
    expect(report?.statement).toBe('The preferences are as they were found.');
    expect(report?.complete).toBe(true);
    const bodies = server.recorded.map(({ body }) => body.toString());
    expect(bodies.filter((body) => body.includes('roles'))).toEqual([]);
  });

  test('differs where another shape holds other values, or none', () => {
    const found = '{"email":"a@example.com","roles":["ROLE_USER","ROLE_EDITOR"],"id":7}';
    const differing = (now: string) => differingMembers(found, now);
    expect(
      differing('{"email":["a@example.com"],"roles":{"0":"ROLE_USER","1":"ROLE_EDITOR"},"id":7}'),
    ).toEqual([]);
    expect(differing('{"email":"b","roles":{"0":"ROLE_EDITOR"},"id":null}')).toEqual([
      'email',
      'roles',
      'id',
    ]);
    expect(
      differing('{"email":"a@example.com","roles":["ROLE_EDITOR","ROLE_USER"],"id":"7"}'),
    ).toEqual(['roles', 'id']);
    expect(differing('{"email":{},"roles":[]}')).toEqual(['email', 'roles', 'id']);
    expect(differingMembers('{"roles":[]}', '{"roles":{}}')).toEqual(['roles']);
  });

  test('is neither noted nor touched where that is not allowed', async () => {
    const server = await startServer({});
    const run = await begin(server.url, testDirectory(), { PROBE_IDENTITY: '0' });
    const record = beginRecord(run.facts, run.target);
    const session = await openUnlimitedSession(run, record);
    await note(session);
    expect(record.state().open[0]?.identity).toBeNull();
    await session.close();
    record.close();
    await server.close();
  });
});
