import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { arbitraryForSchema } from '../../schema/arbitrary/arbitrary-for-schema.ts';
import { loadContract } from '../../schema/contract.ts';
import { openTarget } from '../self/judging/open-target.ts';
import { figureOf, type Figure, type Section } from './figures.ts';

const ROUNDS = 5;
const VALUES = 1_000;
const OPERATIONS = 300;

/** Values generated and validated per second for each body schema, and the loading of a large document. */
export async function generation(): Promise<Section> {
  const session = await openTarget('http://127.0.0.1:9');
  await session.close();
  const { operation, contract } = session;
  const contents = [operation.requestBody, ...operation.responses].flatMap(
    (body) => body?.content ?? [],
  );
  const figures = contents.flatMap((content): Figure[] => {
    const violations = contract.validators.of(content);
    const arbitrary = arbitraryForSchema(content.schema, {
      validate: (value) => violations(value).length === 0,
    });
    const made = rounds(() => fc.sample(arbitrary, { seed: 1, numRuns: VALUES }));
    const values = fc.sample(arbitrary, { seed: 1, numRuns: VALUES });
    const validated = rounds(() => values.map(violations));
    return [
      figureOf(`generated: ${content.pointer}`, 'values/s', made),
      figureOf(`validated: ${content.pointer}`, 'values/s', validated),
    ];
  });
  return { name: 'generation', figures: [...figures, await largeDocument()] };
}

function rounds(act: () => unknown): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    act();
    return (VALUES * 1000) / (performance.now() - started);
  });
}

async function largeDocument(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const text = JSON.stringify(document());
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A document is held against the meta-schema once: each round has a file of its own.
    const file = join(folder, `large-${round}.json`);
    writeFileSync(file, text);
    const started = performance.now();
    await loadContract(file);
    taken.push(performance.now() - started);
  }
  rmSync(folder, { recursive: true });
  return figureOf(
    `loading ${Math.round(text.length / 1024)} KiB, ${OPERATIONS} operations`,
    'ms',
    taken,
  );
}

function document(): unknown {
  const names = Array.from({ length: OPERATIONS }, (_, index) => `resource${index}`);
  const paths = names.map((name) => [`/${name}`, { get: operationOf(name) }] as const);
  const schemas = names.map((name) => [name, schemaOf(name)] as const);
  return {
    openapi: '3.1.0',
    info: { title: 'Large', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: 'https://example.invalid' }],
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function operationOf(name: string): unknown {
  const schema = { $ref: `#/components/schemas/${name}` };
  const content = { 'application/json': { schema } };
  return { operationId: name, responses: { 200: { description: 'One.', content } } };
}

function schemaOf(name: string): unknown {
  const members = Array.from({ length: 35 }, (_, index) => [
    `${name}Member${index}`,
    { type: 'string', maxLength: index + 1, description: 'A member of a large document.' },
  ]);
  return { type: 'object', properties: Object.fromEntries(members) as unknown };
}
