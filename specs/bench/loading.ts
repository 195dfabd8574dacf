import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsedDocument, readBytes } from '../../schema/contract/parsed-document.ts';
import { PINNED_CONTRACT } from '../../schema/contract/pinned-contract.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { type Figure, figureOf, type Section } from './figures.ts';

const ONCE = fileURLToPath(new URL('load-once.ts', import.meta.url));
/** Octets of the documents, as JSON. */
const SIZES = [100_000, 1_000_000, 7_000_000];
const TIMES = 7;

/**
 * What it takes of the processor to load our operation from documents that have many others, next to what parsing such
 * a document takes. Each time in a process of its own, in turn.
 */
export async function loading(): Promise<Section> {
  const folder = mkdtempSync(join(tmpdir(), 'loading-'));
  try {
    const figures: Figure[] = [];
    for (const size of SIZES) {
      const file = join(folder, `${String(size)}.json`);
      writeFileSync(file, await documentOf(size));
      figures.push(...figuresOf(file, `${String(size / 1000)} kB`));
    }
    return { name: 'loading', figures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(file: string, size: string): readonly Figure[] {
  const taken = Array.from({ length: TIMES }, () => ({
    parse: once('parse', file),
    load: once('load', file),
  }));
  const figure = (what: string, numbers: readonly number[]) =>
    figureOf(`${what} ${size}`, 'ms of processor time', numbers);
  return [
    figure(
      'parsing',
      taken.map(({ parse }) => parse[0] ?? Number.NaN),
    ),
    figure(
      'loading',
      taken.map(({ load }) => load[0] ?? Number.NaN),
    ),
    figure(
      'compiling our operation of',
      taken.map(({ load }) => load[1] ?? Number.NaN),
    ),
  ];
}

function once(what: string, file: string): readonly number[] {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', ONCE, what, file]);
  const numbers: unknown = JSON.parse(printed.toString());
  return Array.isArray(numbers) ? numbers.map(Number) : [];
}

/** The pinned contract under another address, so that it is held against the meta-schemas, with as many other operations as it takes. */
async function documentOf(size: number): Promise<string> {
  const file = fileURLToPath(PINNED_CONTRACT);
  const { document } = await parsedDocument(await readBytes(file));
  const { paths, components } = document;
  const { schemas, ...others } = isJsonObject(components) ? components : {};
  const count = Math.ceil(
    (size - JSON.stringify(document).length) / JSON.stringify(other(0)).length,
  );
  const made = Array.from({ length: count }, (_, index) => other(index));
  const all = (of: unknown, part: 'paths' | 'schemas') =>
    Object.assign({}, of, ...made.map((each) => each[part])) as Record<string, unknown>;
  return JSON.stringify({
    ...document,
    servers: [{ url: '/api/v2' }],
    paths: all(paths, 'paths'),
    components: { ...others, schemas: all(schemas, 'schemas') },
  });
}

/** Two operations, and the schemas that they refer to. */
function other(index: number) {
  const name = `Thing${String(index)}`;
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
  const responses = {
    200: { description: `The ${name} as it is saved.`, content },
    404: { description: `There is no such ${name}.` },
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const text = { type: 'string', maxLength: 255, description: `Says something of ${name}.` };
  const properties = Object.fromEntries(
    ['name', 'label', 'kind', 'note', 'owner', 'origin'].map((each) => [each, text]),
  );
  const parts = { type: 'array', items: { $ref: `#/components/schemas/${name}` } };
  return {
    paths: {
      [`/things/${String(index)}/{id}`]: {
        get: { operationId: `get${name}`, parameters: [id], responses },
        put: { operationId: `put${name}`, parameters: [id], requestBody: { content }, responses },
      },
    },
    schemas: {
      [name]: { type: 'object', required: ['name'], properties: { ...properties, parts } },
    },
  };
}
