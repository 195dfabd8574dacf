import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { onUser } from '../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour, Deviation } from '../../fixtures/servers/reference/behaviour.ts';
import { merge, referenceBehaviour } from '../../fixtures/servers/reference/reference-behaviour.ts';
import {
  loadRegressions,
  type SavedCase,
  writeSavedCase,
} from '../../fixtures/regressions/saved-case.ts';
import { deletingAnd, FOUND, leftOpen, startFilled } from './restore/restoring.ts';
import { behaviourOf, replayOn, storedCase, updateOf } from './running/replaying.ts';
import { testDirectory } from './test-directory.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAVED = 'fixtures/regressions/saved';

test('against the embedded reference API a saved case passes', async () => {
  const { code, text } = await runCommand([
    `${SAVED}/list-like-keys.json`,
    `${SAVED}/empty-update.json`,
  ]);
  expect(text).toContain('> {"updatedPreferences":{"0":"a","1":"b"}}');
  expect(text).toContain('does not show: 200-object-preferences is kept.');
  expect(code).toBe(0);
});

test('against a mutant it fails, names the clause in plain words, and puts back', async () => {
  const server = await startFilled(deletingAnd(behaviourOf('list-for-numbered-preferences')));
  server.store.replace('', {});
  const env = { BASE_URL: server.url, API_TOKEN: 'very-secret-token' };
  const { code, text } = await runCommand([`${SAVED}/list-like-keys.json`], env);
  await server.close();
  expect(text).toContain('! 200-object-preferences (declared): ');
  expect(text).toMatch(/clause: +#\/components\/schemas\/UserPreferences/);
  expect(text).not.toContain('very-secret-token');
  expect(text).toContain('were put back');
  expect(server.store.preferences()).toEqual({});
  expect(code).toBe(1);
});

test('what the suite stored, and what else does not matter, is left out and counted', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `cts_${index}`);
  const sent = Object.fromEntries(names.map((name) => [name, 'kept']));
  const printed: string[] = [];
  const saved: SavedCase = {
    name: 'input '.repeat(100),
    requirement: '200-object-roles',
    signature: null,
    target: null,
    steps: [{ ...updateOf(JSON.stringify({ updatedPreferences: sent })), label: 'thirty' }],
  };
  const wrong = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'] }));
  expect(await replayOn(wrong, [saved], { print: (text) => printed.push(text) })).toBe(1);
  const text = printed.join('');
  expect(text).toContain('>     "cts_2": "kept",\n>     … 27 more\n');
  expect(text).toMatch(/< {7}… \d+ more\n/);
  expect(text).toContain('<       "ROLE_OWNER"\n');
  expect(text).not.toMatch(/^<.*"cts_/m);
  expect(text).toContain('(cut; 600 characters)');
});

test('the help lists the settings that matter for it, and says where the others are', async () => {
  const { code, text } = await runCommand(['--help']);
  expect(text).toContain('  ALLOW_WRITES ');
  expect(text).toContain('all other settings: docs/settings.md');
  expect(text).not.toMatch(/PROFILE|RUNS|BASELINE|PREVIOUS|PROXY/);
  expect(code).toBe(0);
});

test('without a file that can be used it says what to do, and sends nothing', async () => {
  const server = await startFilled();
  const { code, text } = await runCommand(['package.json'], { BASE_URL: server.url });
  await server.close();
  expect(text).toContain('package.json is no saved counterexample: it has a member "version"');
  expect([code, server.requests]).toEqual([2, 0]);
});

test('what a target showed is not sent to the embedded reference API by mistake', async () => {
  const [saved] = loadRegressions();
  if (saved === undefined) throw new Error('nothing saved');
  const file = join(testDirectory(), 'saved.json');
  writeFileSync(file, writeSavedCase({ ...saved, target: 'https://staging.example/api' }));
  const { code, text } = await runCommand([file]);
  expect(text).toContain('was found at https://staging.example/api. Set BASE_URL');
  expect(code).toBe(2);
});

test('what takes time to be lost is replayed with that time', async () => {
  const server = await startFilled(forgettingAfter(1_000));
  const file = join(testDirectory(), 'saved.json');
  const saved: SavedCase = {
    name: 'read after 1.2 s',
    requirement: 'update-is-saved',
    signature:
      'update-is-saved 200 #/paths/~1users~1preferences~1update/put/description /object/preferences/* dropped',
    target: server.url,
    steps: [updateOf('{"updatedPreferences":{"cts_a":1}}'), { ...updateOf('{}'), afterMs: 1_200 }],
  };
  writeFileSync(file, writeSavedCase(saved));
  const { code, text } = await runCommand([file], { BASE_URL: server.url });
  await server.close();
  expect(text).toContain('still shows.');
  expect(code).toBe(1);
});

/** A server that takes each preference away some milliseconds after it was sent. */
function forgettingAfter(ms: number): Deviation {
  const sentAt = new Map<string, number>();
  return {
    save: (sent, space, call) => {
      const stored = call.store.of(space);
      for (const [name, at] of sentAt) {
        if (Date.now() - at > ms) Reflect.deleteProperty(stored, name);
      }
      for (const name of Object.keys(sent)) sentAt.set(name, Date.now());
      return merge(sent, space, call);
    },
  };
}

test('a saved finding is judged by itself; what else its responses break is told', async () => {
  const [saved] = loadRegressions();
  if (saved === undefined) throw new Error('nothing saved');
  const wrong = onUser((user) => ({ ...user, roles: ['ROLE_OWNER'], email: 7 }));
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  const showing = async (requirement: string, signature: string) => {
    printed.length = 0;
    return replayOn(wrong, [{ ...saved, requirement, signature }], { print });
  };
  const roles =
    '200-object-roles 200 #/components/schemas/CompleteUser/properties/roles/items/anyOf /object/roles/*';
  expect(await showing('200-object-roles', roles)).toBe(1);
  expect(printed.at(-1)).toContain('still shows. The responses also break 200-object-email.');
  expect(await showing('200-message', '200-message 200 #/a /b')).toBe(0);
  expect(printed.at(-1)).toContain('200-message is kept. The responses also break 200-object-');
});

test('a response that says nothing of a finding does not clear it', async () => {
  const [saved] = loadRegressions();
  if (saved === undefined) throw new Error('nothing saved');
  const roles = {
    ...saved,
    requirement: '200-object-roles',
    signature: '200-object-roles 200 #/a /b',
  };
  const refusing = (status: number): Deviation => ({
    intercept: ({ body }) => (body.length > 2 ? { status, headers: [], body: {} } : undefined),
  });
  await expect(replayOn(refusing(401), [roles])).rejects.toThrow(
    'The target answers 401, which says nothing of 200-object-roles: see to that first.',
  );
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  expect(await replayOn(refusing(422), [roles], { print })).toBe(0);
  expect(printed.at(-1)).toContain('no response was one that 200-object-roles is about');
});

test('a response that says nothing of what was lost does not clear it', async () => {
  for (const requirement of ['update-is-saved', 'refused-update-changes-nothing']) {
    const saved: SavedCase = {
      ...{ name: 'lost', requirement, signature: `${requirement} 200 #/a /b`, target: null },
      steps: [updateOf('{"updatedPreferences":{"cts_a":1}}')],
    };
    const refusing: Deviation = {
      intercept: ({ body }) =>
        body.includes('"cts_a":1') ? { status: 503, headers: [], body: {} } : undefined,
    };
    await expect(replayOn(refusing, [saved]), requirement).rejects.toThrow('answers 503');
  }
});

test('where responses show only what was sent, what is saved is cleared by none', async () => {
  const saved: SavedCase = {
    ...{ name: 'lost', requirement: 'update-is-saved', target: null },
    signature: 'update-is-saved 200 #/a /b',
    steps: [updateOf('{"updatedPreferences":{"cts_a":1}}'), updateOf('{}')],
  };
  const echoing: Deviation = { save: (sent) => sent };
  await expect(replayOn(echoing, [saved])).rejects.toThrow(
    'No response shows more than its own request sent, which says nothing of update-is-saved',
  );
});

test('a target that does not pass the control is not judged', async () => {
  const refusing = { intercept: () => ({ status: 401, headers: [], body: {} }) };
  await expect(replayOn(refusing, loadRegressions())).rejects.toThrow('answers 401');
});

test('a target that dies is not accused', async () => {
  let dead = false;
  const dying: Deviation = {
    validate: (_value, call) => {
      dead ||= call.body.length > 2;
      return [];
    },
    write: (response, message) => {
      if (dead) response.destroy();
      else response.writeHead(message.status, message.headers.flat()).end(message.content);
    },
  };
  await expect(replayOn(dying, loadRegressions())).rejects.toThrow('closes the connection');
});

test('what the contract does not declare is sent only where PROBE_METHODS allows it', async () => {
  const [saved] = loadRegressions();
  const [step] = saved?.steps ?? [];
  if (saved === undefined || step === undefined) throw new Error('nothing saved');
  const deleting: SavedCase = { ...saved, steps: [{ ...step, method: 'DELETE' }] };
  await expect(replayOn({}, [deleting], { probeMethods: false })).rejects.toThrow(
    `DELETE ${step.path} is not declared by the contract, so it is not sent. Nothing was sent; PROBE_METHODS=1 allows it.`,
  );
  expect(await replayOn({}, [deleting])).toBe(0);
});

test('a requirement of several responses that gates is not judged by one', async () => {
  const [saved] = loadRegressions();
  if (saved === undefined) throw new Error('nothing saved');
  const idempotent = { ...saved, requirement: 'put-is-idempotent' };
  await expect(replayOn({}, [idempotent])).rejects.toThrow('compares several responses');
});

test('what is printed leaves a terminal intact', async () => {
  const hostile = Buffer.from('\u001b[2J\u202e\u0007 is no JSON');
  let controls = 1;
  const printed: string[] = [];
  const [saved] = loadRegressions();
  if (saved === undefined) throw new Error('nothing saved');
  const serialise: Behaviour['serialise'] = (...parts) =>
    controls-- > 0 ? referenceBehaviour.serialise(...parts) : hostile;
  const print = (text: string) => printed.push(text);
  expect(await replayOn({ serialise }, [saved], { print })).toBe(1);
  expect(printed.join('')).toContain('< \\u001b[2J\\u202e\\u0007 is no JSON');
  expect(printed.join('')).not.toMatch(/[^\P{Cc}\n]/u);
});

test('the command shows a finding of what is stored on a clean account, and none on a fixed one', async () => {
  const saved = storedCase('refused-update-wipes');
  const file = join(testDirectory(), 'saved.json');
  const codes = [];
  for (const behaviour of [behaviourOf('refused-update-wipes'), {}]) {
    const server = await startFilled(behaviour);
    writeFileSync(file, writeSavedCase({ ...saved, target: server.url }));
    const { code } = await runCommand([file], { BASE_URL: server.url });
    await server.close();
    codes.push(code);
  }
  expect(codes).toEqual([1, 0]);
});

test('what is stored in a space is judged without SPACES', async () => {
  const mixed: SavedCase = {
    ...storedCase('saves-in-all-spaces'),
    requirement: 'spaces-are-apart',
    signature:
      'spaces-are-apart 200 #/paths/~1users~1preferences~1update/put/parameters/0 /object/preferences/* characters replaced',
    steps: [
      updateOf('{"updatedPreferences":{"cts_place":"saved in two"}}', 'space=two'),
      updateOf('{"updatedPreferences":{"cts_place":"saved in one"}}', 'space=one'),
      updateOf('{}', 'space=two'),
    ],
  };
  const printed: string[] = [];
  const print = (text: string) => printed.push(text);
  expect(await replayOn(behaviourOf('saves-in-all-spaces'), [mixed], { print })).toBe(1);
  expect(printed.join('')).toContain('! spaces-are-apart');
  expect(await replayOn({}, [mixed], { print })).toBe(0);
  expect(printed.at(-1)).toContain('does not show: spaces-are-apart is kept.');
});

test('what was found is noted before the first step', async () => {
  const out = testDirectory();
  await replayOn({}, loadRegressions(), { out });
  expect(leftOpen(out)).toMatchObject([
    { spaces: [{ query: null, preferences: JSON.stringify(FOUND) }] },
  ]);
});

async function runCommand(
  files: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; text: string }> {
  const command = ['fixtures/command/launch.mjs', 'replay', ...files];
  const out = testDirectory();
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('CONFORMANCE_'),
  );
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...env, CONFORMANCE_OUT: out },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, text });
    });
  });
}
