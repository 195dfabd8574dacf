import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Mutant } from '../../fixtures/servers/mutants/mutant.ts';
import {
  hazardMutants,
  responseMutants,
  semanticMutants,
} from '../../fixtures/servers/mutants/mutants.ts';
import type { PrintedRequest, ReportedFinding } from '../../schema/requirements/evidence.ts';
import { readerContract } from '../self/documents/reader-contract.ts';
import {
  REFERENCE_STORE,
  variantsBeside,
  type ConformingStore,
} from '../self/judging/conforming-stores.ts';
import {
  judgeFault,
  type FaultJudged,
  type FaultyStore,
} from '../self/judging/faults-on-stores.ts';

/**
 * Judges random faults on random stores, and tells which are not found, are found as another requirement, as many
 * things, or in a run that was cut short: `tsx specs/bench/faults-on-stores.ts [PAIRS] [SEED]`. A fault is hidden where
 * the store without it answers all requests alike: that is no miss. `MUTANTS` chooses some by name, `ONLY` pairs by
 * number, as they are printed. A pair takes about half a second of processor.
 */
const [pairs = '40', seed = '1'] = process.argv.slice(2);
const { MUTANTS, ONLY } = process.env;
/** Findings of one fault beyond which a report is hard to read. */
const MANY = 3;

const names = MUTANTS?.split(',');
const isChosen = ({ name }: Mutant): boolean => names?.includes(name) ?? true;
/** What responses mean depends most on the store. */
const someMutant = fc.oneof(
  ...[
    { weight: 4, mutants: semanticMutants.filter(isChosen) },
    { weight: 1, mutants: responseMutants.filter(isChosen) },
    { weight: 1, mutants: hazardMutants.filter(isChosen) },
  ]
    .filter(({ mutants }) => mutants.length > 0)
    .map(({ weight, mutants }) => ({ weight, arbitrary: fc.constantFrom(...mutants) })),
);

const faultyStores: fc.Arbitrary<FaultyStore> = someMutant.chain((mutant) =>
  fc.record({
    mutant: fc.constant(mutant),
    store: storesFor(variantsBeside(mutant.behaviour)),
    isRead: fc.boolean(),
    seed: fc.nat({ max: 999 }),
  }),
);

/** Stores with one or two traits that the reference has not. */
function storesFor(beside: readonly string[]): fc.Arbitrary<ConformingStore> {
  const traits: readonly (readonly [number, fc.Arbitrary<Partial<ConformingStore>>])[] = [
    [
      4,
      fc.record({
        way: fc.constantFrom('replaces', 'merges deeply', 'applies a merge patch'),
        empty: fc.constantFrom('keeps', 'clears'),
      }),
    ],
    [3, fc.constant({ nulls: 'deleted' })],
    [3, fc.record({ shows: fc.constantFrom('what was sent', 'nothing') })],
    [2, fc.record({ limit: fc.constantFrom('12 names', '32 names', '2000 octets') })],
    [2, fc.constant({ reads: 'two reads behind' })],
    [1, fc.record({ own: fc.constantFrom<ConformingStore['own'][]>(['default'], ['counter']) })],
    [1, fc.record({ found: fc.constantFrom(3, 40) })],
    [1, fc.constant({ spaces: 'the first one is the default' })],
    [2, fc.record({ variants: fc.constantFrom(...beside).map((name) => [name]) })],
  ];
  const trait = fc.oneof(...traits.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.tuple(trait, trait).map(([one, other]) => ({ ...REFERENCE_STORE, ...one, ...other }));
}

const counts = new Map<string, number>();
const folder = mkdtempSync(join(tmpdir(), 'faults-on-stores-'));
const reading = await readerContract({ outputPath: (...parts) => join(folder, ...parts) });
const only = ONLY?.split(',').map(Number);
for (const [index, pair] of fc
  .sample(faultyStores, { numRuns: Number(pairs), seed: Number(seed) })
  .entries()) {
  if (only?.includes(index) === false) continue;
  const judged = await judgeFault(pair, pair.isRead ? reading : null);
  const words = wordsOf(judged);
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  print(`${index} ${words.join(', ')}: ${titleOf(pair)}; ${judged.requests} requests`);
  if (words.join() !== 'found') tell(judged);
}
rmSync(folder, { recursive: true });
print([...counts].map(([word, count]) => `${count} ${word}`).join(', '));

function wordsOf({ isFound, shown, foreign, findings, limits }: FaultJudged): readonly string[] {
  return [
    isFound ? 'found' : shown === 0 ? 'hidden' : 'MISSED',
    ...(foreign.length > 0 ? ['OTHERWISE'] : []),
    ...(findings.length > MANY ? ['MANY'] : []),
    ...(limits.length > 0 ? ['CUT'] : []),
  ];
}

function titleOf({ mutant, store, isRead, seed: own }: FaultyStore): string {
  const reference: Readonly<Record<string, unknown>> = { ...REFERENCE_STORE };
  const traits = Object.entries(store)
    .filter(([name, value]) => String(value) !== String(reference[name]))
    .map(([name, value]) => `${name} ${String(value)}`);
  const read = isRead ? ['read apart'] : [];
  return `${mutant.name} (${mutant.trips.join(', ')}) on ${[...traits, ...read].join(', ')}; seed ${own}`;
}

function tell({ findings, foreign, first, shown, limits }: FaultJudged): void {
  for (const finding of findings) print(`    ${sentenceOf(finding, foreign)}`);
  if (first !== undefined) print(`    ${shown ?? 0} responses differ: ${first}`);
  for (const { kind, message } of limits) print(`    ${kind}: ${message.slice(0, 160)}`);
}

function sentenceOf(
  { requirement, claim, message, before, request, confirmed }: ReportedFinding,
  foreign: readonly string[],
): string {
  const steps = [...before, request].map(bodyOf).join(' ; ');
  const mark = foreign.includes(requirement) ? '! ' : '';
  return `${mark}${requirement} [${claim ?? ''}] ${message.slice(0, 200)} | ${steps} | ${confirmed.label}`;
}

function bodyOf({ method, body }: PrintedRequest): string {
  return `${method} ${body?.slice(0, 120) ?? ''}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
