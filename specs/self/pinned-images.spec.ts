import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';

const FILES = ['Dockerfile', 'docs/ci/gitlab.yml', 'docs/ci/Jenkinsfile'];
const [OLD, NEW] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);

test('each base image gets the digest that the registry tells, behind its tag, and later a newer one', ({}, testInfo) => {
  const project = new Project(testInfo);
  const before = project.images();
  expect(
    project.pin(`Name: docker.io/library/node\nDigest:    ${OLD}\n\nManifests:\n  Digest: x`),
  ).toBe(0);
  expect(project.images()).toEqual(before.map((image) => `${image.split('@', 1).join('')}@${OLD}`));
  expect(project.pin(`Digest:    ${NEW}`)).toBe(0);
  expect(project.images()).toEqual(before.map((image) => `${image.split('@', 1).join('')}@${NEW}`));
});

for (const told of ['', 'Digest: latest', 'exit']) {
  test(`no image is changed where the registry tells ${JSON.stringify(told)}`, ({}, testInfo) => {
    const project = new Project(testInfo);
    const before = project.texts();
    expect(project.pin(told)).not.toBe(0);
    expect(project.texts()).toEqual(before);
  });
}

/** A copy of the files that name images, with a docker that tells what it is given. */
class Project {
  readonly #root: string;

  constructor(testInfo: TestInfo) {
    this.#root = testInfo.outputPath('project');
    for (const file of ['.ci/pin-images', ...FILES]) {
      mkdirSync(dirname(join(this.#root, file)), { recursive: true });
      copyFileSync(file, join(this.#root, file));
    }
  }

  pin(told: string): number | null {
    const docker = join(this.#root, 'bin/docker');
    mkdirSync(dirname(docker), { recursive: true });
    const end = told === 'exit' ? 'exit 1' : `printf '%s' '${told}'`;
    writeFileSync(docker, `#!/bin/sh\n${end}\n`);
    chmodSync(docker, 0o755);
    const PATH = `${dirname(docker)}:${process.env.PATH ?? ''}`;
    return spawnSync(join(this.#root, '.ci/pin-images'), { env: { PATH } }).status;
  }

  texts(): readonly string[] {
    return FILES.map((file) => readFileSync(join(this.#root, file), 'utf8'));
  }

  images(): readonly string[] {
    return this.texts().flatMap((text) =>
      [...text.matchAll(/\bnode:\d+[\w-]*(?:@[\w:]+)?/g)].map(([image]) => image),
    );
  }
}
