import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { boundedHeap } from '../../fixtures/command/playwright-process.ts';
import type { Exchange, RawResponse } from '../../schema/http/exchange.ts';
import { StoreModel } from '../../schema/preferences/store-model.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MIB = 1024 ** 2;

/** Reads large responses, no two alike, in a process that holds as much as that of a run does, and prints by how many MiB it grew. */
const READING = `
  const held = Array.from({ length: 2_000_000 }, (_, index) => ({ index }));
  const { readingOf } = await import('./schema/http/response-reading.ts');
  const large = Array.from({ length: 180_000 }, (_, index) => '[1' + index + '],').join('');
  const before = process.memoryUsage().heapUsed;
  let most = before;
  for (let turn = 0; turn < 16; turn += 1) {
    const body = Buffer.from('[' + large + turn + ']');
    readingOf({ status: 200, headers: [], body, bodyLength: body.length });
    most = Math.max(most, process.memoryUsage().heapUsed);
    await new Promise(setImmediate);
  }
  process.stdout.write(String((held.length > 0 ? most - before : 0) / ${MIB}));
`;

/** Reads a text of many containers, few of which are unlike, and prints by how many octets the process grew for each octet of the text. */
const ALIKE = `
  const { readJson } = await import('./schema/json/read-json.ts');
  const body = Buffer.from('[' + '{"a":[{}]},[0],'.repeat(140_000) + '{}]');
  gc();
  const before = process.memoryUsage().heapUsed;
  const reading = readJson(body);
  gc();
  const grown = process.memoryUsage().heapUsed - before;
  process.stdout.write(reading.value.length === 280_001 ? String(grown / body.length) : 'read wrong');
`;

/** Compares two lists of lists that differ at their end, and prints by how many MiB the process grew. */
const COMPARING = `
  const { equal } = await import('./schema/json/json-value.ts');
  const listOf = (last) => Array.from({ length: 500_000 }, (_, index) => (index === 499_999 ? [last] : [0]));
  const [left, right] = [listOf(1), listOf(2)];
  gc();
  const before = process.resourceUsage().maxRSS;
  const isEqual = equal(left, right);
  const grown = process.resourceUsage().maxRSS - before;
  process.stdout.write(isEqual ? 'compared wrong' : String(grown / 1024));
`;

/** Computes a value for octets that differ each time, and prints how often the one before was still in use meanwhile. */
const RELEASING = `
  const { oncePerOctets } = await import('./schema/once-per.ts');
  let before = new WeakRef({});
  let inUse = 0;
  const valueOf = oncePerOctets(1, () => 1, (octets) => {
    gc();
    if (before.deref() !== undefined) inUse += 1;
    return { octets };
  });
  const keep = (turn) => {
    before = new WeakRef(valueOf(Buffer.from([turn])));
  };
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(setImmediate);
    keep(turn);
  }
  process.stdout.write(String(inUse));
`;

/** What a scenario holds of six large responses, no two alike, in MiB. */
const HOLDING = `
  const { ShownPreferences } = await import('./fixtures/preferences/shown-preferences.ts');
  const large = Array.from({ length: 180_000 }, (_, index) => '[1' + index + '],').join('');
  const responseOf = (turn) => {
    const body = Buffer.from('{"object":{"preferences":{"cts_own":' + turn + ',"n":[' + large + turn + ']}}}');
    return { status: 200, headers: [], body, bodyLength: body.length };
  };
  const shownOf = (turn) => new ShownPreferences({ exchange: { response: responseOf(turn) } });
  shownOf(0);
  gc();
  const before = process.memoryUsage().heapUsed;
  const held = [1, 2, 3, 4, 5, 6].map(shownOf);
  gc();
  const grown = process.memoryUsage().heapUsed - before;
  const isRead = held.every(({ own, others }, index) => own.own === index + 1 && others.n.at(-1) === index + 1);
  process.stdout.write(isRead ? String(grown / ${MIB}) : 'read wrong');
`;

/** Writes 2 MiB of octets that are no text for people, and prints by how many MiB the process grew at most. */
const PRINTING = `
  const { readableBytes } = await import('./fixtures/http/print-exchange.ts');
  const octets = Buffer.from('a' + '\\xff'.repeat(2 * ${MIB}), 'latin1');
  let written = '';
  const before = process.resourceUsage().maxRSS;
  readableBytes(octets, (text) => (written = text));
  const grown = process.resourceUsage().maxRSS - before;
  const isWhole = written === 'a' + '\\\\xff'.repeat(2 * ${MIB});
  process.stdout.write(isWhole ? String(grown / 1024) : 'written wrong');
`;

const VALUES = 20_000;

/** Learns preferences that were found, and prints how many octets each takes. */
const LEARNING = `
  const { Redactor } = await import('./fixtures/redaction/redaction.ts');
  const redactor = new Redactor([], { showEmails: false, showPreferences: false });
  const value = (index) => 'value-' + String(index).padStart(10, '0');
  const found = Array.from({ length: ${VALUES} }, (_, index) => ['p' + index, value(index)]);
  redactor.learnFound([['first', 'first value']]);
  gc();
  const before = process.memoryUsage().heapUsed;
  redactor.learnFound(found);
  gc();
  process.stdout.write(String((process.memoryUsage().heapUsed - before) / found.length));
  redactor.text('used until here');
`;

test('a process of a run holds less garbage of large responses than Node does by itself', () => {
  const ofRun = boundedHeap();
  // On a busy machine, a collection beside the program may come late: the least of several tells.
  const least = (options: string): number =>
    Math.min(...Array.from({ length: 3 }, () => printedBy(READING, options)));
  expect(least(ofRun)).toBeLessThan(least(ofRun.replace('--expose-gc', '')) * 0.85);
});

test('what was read of one large response is released before the next one is read', () => {
  expect(printedBy(RELEASING, boundedHeap())).toBe(0);
});

test('what is written alike in a large response takes its place in memory once', () => {
  expect(printedBy(ALIKE, boundedHeap())).toBeLessThan(4);
});

test('two large lists are compared without a list of their items', () => {
  expect(printedBy(COMPARING, boundedHeap())).toBeLessThan(16);
});

test('a scenario that holds large responses does not hold what was read of them', () => {
  expect(printedBy(HOLDING, boundedHeap())).toBeLessThan(20);
});

test('octets that are no text are written without lists of all of them', () => {
  expect(printedBy(PRINTING, boundedHeap())).toBeLessThan(60);
});

test('a preference that was found takes a bounded place among what is masked', () => {
  expect(printedBy(LEARNING, boundedHeap())).toBeLessThan(600);
});

/** The number that a script prints. */
function printedBy(script: string, options: string): number {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const env = { ...process.env, NODE_OPTIONS: options };
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' }));
}

test('of large responses that show nothing, a model of the store keeps the beginnings', () => {
  const body = Buffer.alloc(MIB, 'x');
  const response = { status: 200, headers: [], body, bodyLength: body.length };
  const answers = Array.from({ length: 40 }, (_, index) => answered(index, response));
  const model = answers.reduce<StoreModel>(
    (before, answer) => before.follow(answer).next,
    new StoreModel(),
  );
  const behind = model.requestsBehind(null);
  expect(behind.map((each) => each.case)).toEqual(answers.map((each) => each.case));
  const octets = behind.map((each) => each.response?.body.length ?? 0);
  expect(Math.max(...octets)).toBeLessThan(MIB / 10);
  const [tenth, last] = [answers.at(-10), answers.at(-1)];
  expect(tenth && model.since(tenth)).toHaveLength(9);
  expect(last && model.since(last)).toHaveLength(0);
});

/** The exchange of an update, with its response. */
function answered(index: number, response: RawResponse): Exchange {
  const body = Buffer.from(`{"updatedPreferences":{"p${index}":1}}`);
  return {
    case: { label: 'update', method: 'PUT', path: '/', query: null, headers: [], body },
    class: 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response,
  };
}
