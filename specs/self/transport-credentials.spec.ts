import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { errorOf } from '../../fixtures/session/claim-error.ts';
import { Credentials, TokenCommandFailed } from '../../fixtures/http/credentials.ts';
import { nobody, put, withTransport } from './transport/asking.ts';
import { jsonResponse } from './transport/raw-server.ts';
import { test } from './transport/target.ts';
import { testDirectory } from './test-directory.ts';

test('the token and more headers go with every request; what a case sets itself wins', async ({
  serve,
}) => {
  const server = await serve((socket) => socket.write(jsonResponse(200)));
  const apiHeaders = [
    ['X-Key', 'abcd'],
    ['X-Key', 'efgh'],
  ] as const;
  const credentials = new Credentials({ ...nobody, apiToken: 't0ken', apiHeaders });
  await withTransport(
    server.url,
    async (transport) => {
      const { case: sent } = await transport.send(put());
      expect(JSON.stringify(sent)).not.toMatch(/t0ken|abcd/);
      await transport.send(put({ headers: [['authorization', 'Bearer other']] }));
      await transport.send(
        put({
          headers: [
            ['Authorization', ''],
            ['X-Key', ''],
          ],
        }),
      );
    },
    { credentials },
  );
  const fields = server.received.join('').match(/(authorization|x-key): .*/gi);
  expect(fields).toEqual([
    'Authorization: Bearer t0ken',
    'X-Key: abcd',
    'X-Key: efgh',
    'authorization: Bearer other',
    'X-Key: abcd',
    'X-Key: efgh',
  ]);
});

test.describe('a token that a command prints', () => {
  let folder = '';
  const command = () =>
    `echo x >> '${folder}/runs'; printf 'token-%s' $(wc -l < '${folder}/runs') | tr -d ' '`;
  const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).length / 2;

  test.beforeEach(() => {
    folder = testDirectory();
  });

  test('is asked again when it expires in the middle, once for all requests under way', async ({
    serve,
  }) => {
    let valid = 'token-1';
    const refused: Socket[] = [];
    const server = await serve((socket, _request, text) => {
      if (text.includes(valid)) socket.write(jsonResponse(200));
      else if (refused.push(socket) === 2) {
        for (const each of refused) each.write(jsonResponse(401));
      }
    });
    const learned: string[] = [];
    const credentials = new Credentials({ ...nobody, apiTokenCommand: command() }, (token) => {
      learned.push(token);
    });
    await withTransport(
      server.url,
      async (transport) => {
        expect((await transport.send(put())).response?.status).toBe(200);
        valid = 'token-2';
        const both = await Promise.all([transport.send(put()), transport.send(put())]);
        expect(both.map(({ response }) => response?.status)).toEqual([200, 200]);
        expect(both.map((each) => each.setAside?.map(({ response }) => response?.status))).toEqual([
          [401],
          [401],
        ]);
      },
      { credentials },
    );
    expect(learned).toEqual(['token-1', 'token-2']);
  });

  test('is asked again as often as an accepted one expires', async ({ serve }) => {
    const server = await serve((socket, request) =>
      socket.write(jsonResponse(request % 3 === 2 ? 401 : 200)),
    );
    const credentials = new Credentials({ ...nobody, apiTokenCommand: command() });
    await withTransport(
      server.url,
      async (transport) => {
        for (let n = 0; n < 50; n += 1) {
          expect((await transport.send(put())).response?.status).toBe(200);
        }
      },
      { credentials },
    );
    expect(await runs()).toBe(26);
  });

  test('is not asked again when it never was accepted', async ({ serve }) => {
    const server = await serve((socket) => socket.write(jsonResponse(401)));
    const credentials = new Credentials({ ...nobody, apiTokenCommand: command() });
    await withTransport(
      server.url,
      async (transport) => {
        for (let n = 0; n < 3; n += 1) {
          expect((await transport.send(put())).response?.status).toBe(401);
        }
        expect(server.requests).toBe(3);
      },
      { credentials },
    );
    expect(await runs()).toBe(1);
  });

  test('is asked again once for an expiry that a new token does not cure', async ({ serve }) => {
    const server = await serve((socket, request) =>
      socket.write(jsonResponse(request === 1 ? 200 : 401)),
    );
    const credentials = new Credentials({ ...nobody, apiTokenCommand: command() });
    await withTransport(
      server.url,
      async (transport) => {
        for (let n = 0; n < 4; n += 1) await transport.send(put());
        expect(server.requests).toBe(5);
      },
      { credentials },
    );
    expect(await runs()).toBe(2);
  });
});

test('a command that fails says so under a kind of its own, and nothing of what it printed', async () => {
  for (const apiTokenCommand of ['echo s3cret >&2; echo s3cret; exit 3', 'echo s3 cret', 'true']) {
    const headers = new Credentials({ ...nobody, apiTokenCommand }).headers();
    const error: unknown = await headers.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TokenCommandFailed);
    expect(errorOf(error)).toMatchObject({ kind: 'token-command' });
    expect(String(error)).not.toMatch(/s3/);
  }
});
