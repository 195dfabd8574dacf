import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import type { Evidence, RunError } from '../../schema/requirements/evidence.ts';
import { isJsonObject } from '../../schema/json/json-value.ts';
import { isRunTerms } from '../../schema/requirements/run-terms.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { ClaimOutcome } from './run-results.ts';

/** Name of the attachment that carries a claim's evidence. */
const ATTACHMENT = 'evidence';

/** What is looked at of a test's result. */
type EndedTest = Pick<TestResult, 'status' | 'error' | 'attachments'>;

/** The claim that a test states: its tag without the @. */
export function claimOf({ tags, title }: Pick<TestCase, 'tags' | 'title'>): string {
  return tags[0]?.slice(1) ?? title;
}

/**
 * What a finished test says of its claim, after what it says of a claim that it asked first: of the control, where the
 * control's own test was not selected. A test that failed is only believed to have failed for what it found where its
 * evidence says so; anything else is an error of the suite.
 */
export function outcomesOf(
  test: Pick<TestCase, 'tags' | 'title'>,
  result: EndedTest,
): readonly ClaimOutcome[] {
  const claim = claimOf(test);
  const ran = result.status !== 'skipped' && result.status !== 'interrupted';
  try {
    const attached = readEvidence(result);
    const evidence = attached.find((each) => each.claim === claim) ?? null;
    const others = attached.filter((each) => each.claim !== claim);
    return [
      ...others.map((each) => ({ claim: each.claim, ran: true, evidence: each, errors: [] })),
      { claim, ran, evidence, errors: errorsOf(claim, result, evidence) },
    ];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ claim, ran, evidence: null, errors: [{ kind: 'suite-error', message }] }];
  }
}

/** What Node puts before the message of an error: its class. */
const CLASS = /^(?:[A-Z]\w*)?Error: /;

/** The first line of an error without colours, for people: what went wrong, not where. */
export function errorMessage(error: {
  readonly message?: string;
  readonly value?: string;
}): string {
  const text = error.message ?? error.value ?? 'an error without a message';
  const [line = ''] = stripVTControlCharacters(text).trim().split('\n');
  return visibleText(line.replace(CLASS, ''));
}

function readEvidence({ attachments }: EndedTest): readonly Evidence[] {
  const attached = attachments.filter(({ name }) => name === ATTACHMENT);
  return attached.map(({ body, path }) => {
    const bytes = body ?? (path === undefined ? null : readFileSync(path));
    const evidence: unknown = JSON.parse(bytes?.toString('utf8') ?? 'null');
    if (!isEvidence(evidence)) throw new Error('The evidence of a claim cannot be read.');
    return evidence;
  });
}

function errorsOf(claim: string, result: EndedTest, evidence: Evidence | null): RunError[] {
  const { status, error } = result;
  if (status === 'timedOut') {
    const message = `The claim ${claim} did not end within the time limit of its test.`;
    return [{ kind: 'time-limit', message }];
  }
  if (status === 'passed' && evidence === null) {
    return [{ kind: 'suite-error', message: `The claim ${claim} left no evidence.` }];
  }
  if (status !== 'failed' || explains(evidence)) return [];
  const cause = error === undefined ? 'it failed without an error' : errorMessage(error);
  return [{ kind: 'suite-error', message: `The claim ${claim} broke off: ${cause}` }];
}

function explains(evidence: Evidence | null): boolean {
  if (evidence === null) return false;
  return [evidence.findings, evidence.errors, evidence.limits].some(({ length }) => length > 0);
}

/** Whether a value has the parts of evidence; what is inside them was written by the suite itself. */
function isEvidence(value: unknown): value is Evidence {
  if (!isJsonObject(value) || typeof value.claim !== 'string') return false;
  const lists = [value.findings, value.observations, value.hazards, value.latencies];
  return (
    typeof value.requests === 'number' &&
    isJsonObject(value.exercised) &&
    isJsonObject(value.coverage) &&
    (value.terms === undefined || isRunTerms(value.terms)) &&
    [...lists, value.errors, value.limits].every(Array.isArray)
  );
}
