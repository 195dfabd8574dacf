import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { onUserResponse } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour } from '../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import { fileNamed, reportOf, run } from './running/run.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024);
const HEAD = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n';
const FIELDS = Array.from({ length: 10_000 }, (_, index) => `X-${index}: 1\r\n`).join('');
const LIVE = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r<script>alert(1)</script>-->]]>\u202e';

/** What a socket gets in place of a response, by a word that the request has in its body. */
const RESPONSES: readonly (readonly [RegExp, (socket: Socket) => void])[] = [
  [/cts_count":7/, endless],
  [/cts_textk/, (socket) => socket.end(bombWithHead())],
  [/cts_text":"three/, (socket) => socket.end(`${HEAD}${FIELDS}\r\n{}`)],
];

const hostile: Partial<Behaviour> = {
  ...onUserResponse((body) => ({
    ...body,
    message: `${LIVE}${'x'.repeat(20_000)}`,
    object: { email: LIVE, roles: [LIVE], preferences: { [LIVE]: LIVE } },
  })),
  write: (response, message, call) => {
    const respond = RESPONSES.find(([word]) => word.test(call.body.toString('latin1')))?.[1];
    if (respond === undefined || response.socket === null) {
      referenceBehaviour.write(response, message, call);
    } else respond(response.socket);
  },
};

function endless(socket: Socket): void {
  const flood = (): void => {
    while (!socket.destroyed && socket.write(MEGABYTE));
    socket.once('drain', flood);
  };
  socket.write(`${HEAD}\r\n`);
  flood();
}

let bomb: Buffer | null = null;

function bombWithHead(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(100 * MEGABYTE.length));
  return Buffer.concat([Buffer.from(`${HEAD}Content-Encoding: gzip\r\n\r\n`), bomb]);
}

/** What pipelines take for commands; all that a field of a header may hold. */
const COMMANDS =
  '##[error]x ##vso[task.complete]y ##teamcity[testFailed] \u009b2J \u202e ::error::z';

/** Says commands wherever a server has something to say. */
const commanding: Partial<Behaviour> = {
  ...onUserResponse(() => ({
    message: `\n::error::x${COMMANDS}`,
    object: { email: COMMANDS, roles: [COMMANDS], preferences: { [COMMANDS]: COMMANDS } },
  })),
  failure: (refusal, call) => {
    const reply = referenceBehaviour.failure(refusal, call);
    return { ...reply, body: { status: 1, title: COMMANDS, detail: `\n::error::${COMMANDS}` } };
  },
  head: (reply, content, call) => [
    ...referenceBehaviour.head(reply, content, call),
    ['X-Command', Buffer.from(COMMANDS).toString('latin1')],
  ],
};

test('Playwright’s own reporters print nothing of a target that a terminal or a pipeline obeys', async () => {
  const server = await startServer(commanding);
  const variables = { BASE_URL: server.url, PROFILE: 'smoke', SHOW_PREFERENCES: '1' };
  const args = ['-g', 'control|saving|refusals', '--reporter', 'list'];
  const ended = await run({ variables, args }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  expect(ended.stdout).toContain('X-Command');
  expect(ended.stdout).toContain('[task.complete]y');
  for (const text of [ended.stdout, ended.stderr]) {
    expect(text).not.toMatch(/##(?:\[|vso\[|teamcity\[)|^\s*::|[\u0080-\u009f\u202e]/m);
  }
});

test('a run survives hostile responses: findings are kept, terminal and page stay intact', async () => {
  const server = await startServer(hostile);
  const variables = { BASE_URL: server.url, PROFILE: 'smoke', SHOW_PREFERENCES: '1' };
  const args = ['-g', 'control|saving|refusals'];
  const ended = await run({ variables, args }).finally(() => server.close());
  expect(ended.code, ended.stdout + ended.stderr).toBe(1);
  const { requirements } = reportOf(ended);
  const failuresOf = (id: string) => requirements.find((each) => each.id === id)?.failures ?? [];
  const whole = failuresOf('answer-is-whole').map(({ response }) => response.trouble);
  expect(whole).toEqual([expect.stringMatching(/larger than|header/)]);
  const [role] = failuresOf('200-object-roles');
  expect(role?.response.bodyBytes).toBeGreaterThan(20_000);
  expect(role?.response.body?.length).toBeLessThan(8_200);
  expect(ended.stdout).toContain('\\u001b[2J');
  // eslint-disable-next-line no-control-regex -- what a terminal would obey
  const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
  const texts = ['index.html', 'junit.xml', 'summary.md', 'ctrf.json'];
  for (const text of [ended.stdout, ended.stderr, ...texts.map((name) => written(name))]) {
    expect(text).not.toMatch(OBEYED);
  }
  for (const name of ['index.html', 'junit.xml']) expect(written(name)).not.toContain('<script>al');

  function written(name: string): string {
    return fileNamed(ended.files, `out/${name}`);
  }
});
