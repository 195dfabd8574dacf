import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RUNNING = ['schema', 'fixtures', 'reports'];

/** Prints the ES modules that CommonJS packages require, of the packages that are its arguments. */
const REQUIRED_MODULES = `
const { isModuleNamespaceObject } = require('node:util').types;
const isModule = (module) => isModuleNamespaceObject(module.exports);
for (const name of process.argv.slice(1)) {
  require(name);
  const own = require.cache[require.resolve(name)];
  const required = Object.values(require.cache).filter((module) => module !== own && isModule(module));
  if (!isModule(own) && required.length > 0) console.log(name + ' requires ' + required[0].id);
  for (const id of Object.keys(require.cache)) delete require.cache[id];
}`;

test('no package that is imported requires an ES module, which Node 24.9 cannot link under Playwright', () => {
  const names = importedPackages();
  expect(names).toContain('ajv/dist/2020.js');
  expect(modulesRequiredBy(names)).toBe('');
});

test('swagger-parser, which requires an ES module, would be noticed', () => {
  expect(modulesRequiredBy(['@apidevtools/swagger-parser'])).toContain('json-schema-ref-parser');
});

function modulesRequiredBy(names: readonly string[]): string {
  const args = ['--no-warnings', '-e', REQUIRED_MODULES, ...names];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** What the running parts import from packages, as it is written, without what only types need. */
function importedPackages(): readonly string[] {
  const texts = RUNNING.flatMap((part) =>
    readdirSync(`${ROOT}${part}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`${ROOT}${part}/${file}`, 'utf8')),
  );
  const imports =
    /^(?:import|export) (?!type\b)[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  const names = texts
    .flatMap((text) => [...text.matchAll(imports)])
    .map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
  return [...new Set(names.filter((name) => !name.startsWith('.') && !name.startsWith('node:')))];
}
