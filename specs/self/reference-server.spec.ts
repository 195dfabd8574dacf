import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { listChoices, listKinds, readChoice } from '../../fixtures/servers/choice.ts';
import { hazardRequestMutants } from '../../fixtures/servers/mutants/hazard-requests.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { variants } from '../../fixtures/servers/mutants/variants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { ask, json, valueOf } from './reference/raw-client.ts';

test('a server counts and records its requests as they stood on the wire', async () => {
  const server = await startServer({}, { record: true });
  await ask(server.origin, json({ a: 1 }, { headers: { 'x-Odd': '1' } }));
  await ask(server.origin, { method: 'GET', target: '/?q=%20' });
  expect(server.requests).toBe(2);
  expect(server.recorded.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'PUT /api/v1/users/preferences/update',
    'GET /?q=%20',
  ]);
  expect(server.recorded[0]?.rawHeaders).toEqual(expect.arrayContaining(['x-Odd', '1']));
  expect(server.recorded[0]?.body.toString()).toBe('{"a":1}');
  await server.close();
});

test('a server records nothing unless asked to', async () => {
  const server = await startServer();
  await ask(server.origin, json({}));
  expect(server.recorded).toEqual([]);
  await server.close();
});

test('a closed server frees its port, also with requests in flight', async () => {
  const server = await startServer({ intercept: () => new Promise(() => undefined) });
  const waiting = ask(server.origin, json({})).catch((error: unknown) => error);
  await expect.poll(() => server.requests).toBe(1);
  await server.close();
  await server.close();
  expect(await waiting).toBeInstanceOf(Error);
  const next = await startServer({}, { port: server.port });
  expect(next.url).toBe(server.url);
  await next.close();
});

test('a port that is taken is an error', async () => {
  const server = await startServer();
  await expect(startServer({}, { port: server.port })).rejects.toThrow('EADDRINUSE');
  await server.close();
});

test('what is no HTTP gets 400 with an Error body', async () => {
  const server = await startServer();
  const socket = connect(server.port, '127.0.0.1');
  socket.end('HELLO\r\n\r\n');
  const response = await text(socket);
  expect(response).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*\r\n\r\n\{"status":"400",/s);
  await server.close();
});

test('the response after 2000 updates of bounded keys is as large as after 200', async () => {
  const server = await startServer();
  const agent = new Agent({ keepAlive: true });
  const sizes: number[] = [];
  for (let round = 0; round < 2000; round += 1) {
    const update = { [`key${round % 20}`]: String(round).padStart(4, '0') };
    const { body } = await ask(server.origin, json({ updatedPreferences: update }), agent);
    if (round === 199 || round === 1999) sizes.push(body.length);
  }
  expect(sizes[1]).toBe(sizes[0]);
  await server.close();
});

test('each start of a deviation with state of its own has fresh state', async () => {
  const counting = () => {
    let calls = 0;
    return {
      intercept: () => {
        calls += 1;
        return { status: 200, headers: [], body: calls };
      },
    };
  };
  const servers = [await startServer(counting), await startServer(counting)];
  for (const server of servers) {
    expect(valueOf(await ask(server.origin, json({})))).toBe(1);
    await server.close();
  }
});

test.describe('npm run reference', () => {
  test('says how to use it, answers, and ends on SIGTERM', async () => {
    const child = spawn(process.execPath, ['fixtures/command/launch.mjs', 'reference'], {
      env: { ...process.env, PORT: '', MUTANT: '', VARIANT: 'token-required' },
    });
    const [output] = (await once(child.stdout, 'data')) as [Buffer];
    const url = /BASE_URL=(\S+) API_TOKEN=variant-token/.exec(output.toString())?.[1] ?? '';
    expect(output.toString()).toContain(`curl -i -X PUT ${url}/users/preferences/update`);
    expect((await ask(new URL(url).origin, json({}))).status).toBe(401);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('lists every mutant and variant', () => {
    const all = listChoices('mutant') + listChoices('variant');
    for (const { name } of [...mutants, ...variants]) expect(all).toContain(`  ${name} `);
    expect(all).toMatch(/^Wrong responses: .* \(\d+, MUTANT=NAME\)\n {2}\S+ +[A-Z]/);
    expect(listChoices('query or a HEADER field').split('\n')).toHaveLength(
      hazardRequestMutants.length + 2,
    );
    expect(listChoices('ROLES-unknown')).toMatch(
      /^Wrong responses.*\(1, .*\n {2}roles-unknown .*\n$/,
    );
    expect(listChoices('no server has this')).toBe('');
  });

  test('lists the kinds on one screen, each with how many servers it has', () => {
    const kinds = listKinds().trim().split('\n');
    expect(kinds.length).toBeLessThan(20);
    const counts = kinds.map((line) => /^ *(\d+) {2}\S.* (?:MUTANT|VARIANT)=\S+$/.exec(line)?.[1]);
    const sum = counts.reduce((total, count) => total + Number(count ?? 0), 0);
    const listed = `${listChoices('mutant')}\n${listChoices('variant')}`.match(/^ {2}\S/gm);
    expect(sum).toBe(listed?.length);
  });

  test('takes the reference, a mutant or a variant', () => {
    expect(readChoice({}).name).toBe('reference');
    expect(readChoice({ MUTANT: 'email-null', PORT: '81' })).toMatchObject({ port: 81 });
    expect(readChoice({ VARIANT: 'token-required' }).token).toBe('variant-token');
  });

  test('names the variable that is wrong', () => {
    expect(() => readChoice({ MUTNAT: 'email-null' })).toThrow('MUTNAT is no setting, MUTANT is');
    expect(() => readChoice({ MUTANT: 'nobody' })).toThrow('MUTANT=nobody is unknown');
    expect(() => readChoice({ VARIANT: 'nobody' })).toThrow('VARIANT=nobody is unknown');
    expect(() => readChoice({ MUTANT: 'a', VARIANT: 'b' })).toThrow('not both');
    for (const PORT of ['x', '-1', '70000']) {
      expect(() => readChoice({ PORT })).toThrow(`PORT=${PORT} is no port`);
    }
  });
});
