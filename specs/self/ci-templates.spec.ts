import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RECORD_NAME } from '../../schema/record/record-entry.ts';
import { testDirectory } from './test-directory.ts';

const WORKFLOWS = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);
const ACTIONS = ['action.yml', ...WORKFLOWS];
const TEMPLATES = ['docs/ci/gitlab.yml', 'docs/ci/Jenkinsfile'];

for (const template of ['action.yml', '.github/workflows/ci.yml', ...TEMPLATES]) {
  test(`${template} keeps no file that may hold preferences, and no draft of one`, () => {
    const text = readFileSync(template, 'utf8');
    expect(text).toContain(`/${RECORD_NAME}*`);
  });
}

for (const file of ACTIONS) {
  test(`${file} takes actions of others by commit, with their version, and leaves no credentials of a checkout behind`, () => {
    const text = readFileSync(file, 'utf8');
    const used = [...text.matchAll(/^ +(?:- )?uses: (.+)$/gm)].map(([, action]) => action ?? '');
    const loose = used.filter(
      (action) => !/^\.\/|^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action),
    );
    expect(loose).toEqual([]);
    const checkouts = used.filter((action) => action.startsWith('actions/checkout@'));
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });
}

test('the examples of the docs take actions of others by commit, with their version', () => {
  const pages = readdirSync('docs/ci').filter((name) => name.endsWith('.md'));
  const used = pages.flatMap((name) =>
    [...readFileSync(`docs/ci/${name}`, 'utf8').matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(
      ([, action]) => action ?? '',
    ),
  );
  const others = used.filter((action) => !action.startsWith('OWNER/REPOSITORY'));
  expect(others.length).toBeGreaterThan(0);
  expect(
    others.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
  ).toEqual([]);
});

for (const file of [...ACTIONS, ...TEMPLATES, 'Dockerfile']) {
  test(`${file} runs no script of a package while it installs`, () => {
    const installs = readFileSync(file, 'utf8').match(/npm (ci|install)\b.*/g) ?? [];
    expect(installs.filter((line) => !line.includes('--ignore-scripts --omit=dev'))).toEqual([]);
  });
}

test('npm runs no script of a package in this project', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
});

test('only the step that judges gets the token and the headers', () => {
  for (const input of ['token', 'headers']) {
    expect(stepsWith('action.yml', `inputs.${input}`)).toEqual([
      expect.stringContaining('/.ci/judge"'),
    ]);
  }
  for (const secret of ['API_TOKEN', 'API_HEADERS']) {
    expect(stepsWith('.github/workflows/conformance.yml', `secrets.${secret}`)).toEqual([
      expect.stringContaining('uses: ./.alumio-conformance'),
    ]);
  }
  expect(readFileSync('docs/ci/Jenkinsfile', 'utf8')).not.toContain('credentials(');
  const [install = '', judge = ''] = jobsOf('docs/ci/gitlab.yml');
  expect([install, judge].map((job) => job.includes('environment:'))).toEqual([false, true]);
  expect([install, judge].map((job) => job.includes('.ci/judge'))).toEqual([false, true]);
});

test('pipelines and the image run the Node that .nvmrc names', () => {
  const version = readFileSync('.nvmrc', 'utf8').trim();
  const images = ['Dockerfile', ...TEMPLATES].flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/\bnode:(\d+)/g),
  ]);
  expect(new Set(images.map(([, node]) => node))).toEqual(new Set([version]));
});

test('the action reads its own .nvmrc, which is outside of the workspace', () => {
  const [reading = ''] = stepsWith('action.yml', 'id: node');
  const [, script = ''] = /run: (.+)/.exec(reading) ?? [];
  const output = join(testDirectory(), 'output');
  const env = { ...process.env, GITHUB_ACTION_PATH: process.cwd(), GITHUB_OUTPUT: output };
  execFileSync('bash', ['-ec', script], { cwd: tmpdir(), env });
  expect(readFileSync(output, 'utf8')).toBe(`version=${readFileSync('.nvmrc', 'utf8')}`);
  const [setup] = stepsWith('action.yml', 'actions/setup-node');
  expect(setup).toContain('node-version: ${{ steps.node.outputs.version }}');
});

const JUDGED: readonly (readonly [name: string, given: Record<string, string>, gets: string])[] = [
  ['nothing more is given', {}, 'headers= previous='],
  ['headers are given', { HEADERS: '{"a":"1"}' }, 'headers={"a":"1"} previous='],
  ['headers stand in its environment', { API_HEADERS: '{"b":"2"}' }, 'headers={"b":"2"} previous='],
  [
    'an earlier report is there',
    { PREVIOUS_IN_WORKSPACE: 'old.json' },
    'headers= previous=old.json',
  ],
  ['an earlier report is not there', { PREVIOUS_IN_WORKSPACE: 'none.json' }, 'headers= previous='],
];

for (const [name, given, gets] of JUDGED) {
  test(`where ${name}, the action hands that on to the step that judges`, () => {
    const place = testDirectory();
    mkdirSync(join(place, '.ci'));
    const judge = '#!/bin/sh\nprintf "headers=%s previous=%s" "$API_HEADERS" "${PREVIOUS##*/}"\n';
    writeFileSync(join(place, '.ci/judge'), judge, { mode: 0o755 });
    writeFileSync(join(place, 'old.json'), '{}');
    const [step = ''] = stepsWith('action.yml', '/.ci/judge"');
    const [, script = ''] = /run: \|\n([\s\S]+)$/.exec(step) ?? [];
    const { PATH } = process.env;
    const own = { PATH, GITHUB_ACTION_PATH: place, GITHUB_WORKSPACE: place };
    const inputs = { BASELINE_IN_WORKSPACE: '', PREVIOUS_IN_WORKSPACE: '', HEADERS: '', ...given };
    const env = { ...own, ...inputs };
    expect(execFileSync('bash', ['-ec', script], { env }).toString()).toBe(gets);
  });
}

/** The steps of a workflow or action that a text stands in. */
function stepsWith(file: string, text: string): readonly string[] {
  const steps = readFileSync(file, 'utf8').split(/^ +- (?=id:|uses:|shell:|name:|run:|env:)/m);
  return steps.slice(1).filter((step) => step.includes(text));
}

function jobsOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split(/^(?=\w[\w-]*:$)/m)
    .slice(1);
}
