import type { KnownDeviation } from '../../schema/requirements/evidence.ts';
import { visibleText } from '../../schema/visible-text.ts';
import { alsoWith, groupAlike } from './alike-findings.ts';
import type { ConformanceReport, ReportedRequirement } from './conformance-report.ts';
import { failureTexts } from './failure-text.ts';
import { countOf } from './quantity.ts';
import {
  headline,
  isUndecided,
  leadingFailure,
  requirementStatus,
  statusWords,
} from './requirement-status.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An XML element; children that are strings are text, `null` is left out. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string | null)[];
}

const NO_TIME = '0.000';

/**
 * `junit.xml` for GitLab, Jenkins and Azure: one test case per requirement under a unique name, and one for the run.
 *
 * Nonconformance is `<failure>`. What keeps from a verdict (errors of the suite or the environment, stale baseline entries, gating
 * requirements that nothing exercised, no verdict) is `<error>`. Known deviations and requirements that do not
 * apply are `<skipped>`. Warnings pass. Clause, count and the findings of both stand in `system-out`, because the
 * schema of Jenkins' xUnit plugin knows no properties of a test case. A test case has at most one `<failure>`,
 * holding every finding, because readers of JUnit look at the first one only.
 *
 * Requirements share their exchanges, so none has a time of its own, and readers add times up: those of requirements
 * are 0, and the case of the run has the time of the whole run.
 */
export function renderJunit(report: ConformanceReport): string {
  const cases = report.requirements.map((each) => requirementCase(report, each));
  const suites = [
    suite(report, { name: report.operation.id, time: NO_TIME }, cases),
    suite(report, { name: 'run', time: seconds(report) }, [runCase(report)]),
  ];
  const attributes = { name: report.suite.name, ...tally(suites), time: seconds(report) };
  return renderXml(element('testsuites', attributes, ...suites));
}

function suite(
  report: ConformanceReport,
  { name, time }: { readonly name: string; readonly time: string },
  cases: readonly Element[],
): Element {
  const attributes = {
    name,
    ...tally(cases),
    skipped: count(cases, 'skipped'),
    time,
    timestamp: report.startedAt,
  };
  return element('testsuite', attributes, properties(runFacts(report)), ...cases);
}

function requirementCase(report: ConformanceReport, requirement: ReportedRequirement): Element {
  return element(
    'testcase',
    {
      name: `${requirement.id} · ${requirement.statement}`,
      classname: `${report.operation.id}.${requirement.level}`,
      time: NO_TIME,
    },
    ...outcome(requirement),
    element('system-out', {}, printed(requirement)),
  );
}

function outcome(requirement: ReportedRequirement): Element[] {
  const status = requirementStatus(requirement);
  const text = failureTexts(requirement).join('\n\n');
  const message = requirement.note ?? leadingFailure(requirement)?.message ?? statusWords(status);
  if (isUndecided(requirement) || status === 'stale')
    return [element('error', { type: status, message }, text || message)];
  switch (status) {
    case 'fail':
      return [
        element('failure', { type: requirement.level, message: failureMessage(requirement) }, text),
      ];
    case 'known':
      return [element('skipped', { message: knownMessage(requirement) })];
    case 'warning':
    case 'pass':
      return [];
    case 'error':
    case 'unverified':
    case 'not-tested':
    case 'not-applicable':
      return [element('skipped', { message: requirement.note ?? notExercised(requirement) })];
  }
}

/** What a test case prints: clause and count, and the findings that are no failure of it. */
function printed(requirement: ReportedRequirement): string {
  const { source, exercised } = requirement;
  const facts = `clause: ${source.ref}\nexercised: ${exercised}`;
  const status = requirementStatus(requirement);
  if (status !== 'warning' && status !== 'known') return facts;
  const title = `${statusWords(status)}: ${leadingFailure(requirement)?.message ?? ''}`;
  return [title, facts, ...failureTexts(requirement)].join('\n\n');
}

function failureMessage(requirement: ReportedRequirement): string {
  const leading = leadingFailure(requirement);
  const groups = groupAlike(requirement.failures);
  const also = alsoWith(groups.find(({ shown }) => shown === leading)?.alike ?? []);
  const parts = [leading?.message ?? requirement.statement, ...(also === '' ? [] : [also])];
  const more = groups.length > 1 ? ` (and ${countOf(groups.length - 1, 'other finding')})` : '';
  return `${parts.join(', ')}${more}`;
}

function knownMessage({ failures }: ReportedRequirement): string {
  const reasons = failures.flatMap(({ known }) =>
    known ? [`${known.reason} (${excuse(known)})`] : [],
  );
  return `known deviation: ${[...new Set(reasons)].join('; ')}`;
}

function excuse({ link, until }: KnownDeviation): string {
  return link === '' ? `until ${until}` : `${link}, until ${until}`;
}

function notExercised(requirement: ReportedRequirement): string {
  if (requirement.untested === true) return requirement.note ?? 'not tested';
  return requirement.condition === undefined
    ? 'nothing exercised it'
    : `did not occur: ${requirement.condition}`;
}

function runCase(report: ConformanceReport): Element {
  const { kind, message } = report.reason;
  const name = 'run · The run reaches a verdict.';
  const inTheWay =
    report.verdict === 'inconclusive'
      ? element('error', { type: kind, message }, `${headline(report)}: ${message}`)
      : null;
  const classname = `${report.operation.id}.run`;
  return element('testcase', { name, classname, time: seconds(report) }, inTheWay);
}

function runFacts(report: ConformanceReport): Record<string, string | number> {
  return {
    target: report.target,
    verdict: report.verdict,
    reason: report.reason.message,
    contract: `${report.contract.title} ${report.contract.version}`,
    'contract.sha256': report.contract.sha256,
    profile: report.profile,
    seed: report.seed,
    requests: report.requests,
    partial: String(report.partial),
    strict: String(report.strict),
    suite: `${report.suite.name} ${report.suite.version}`,
  };
}

function properties(facts: Readonly<Record<string, string | number>>): Element {
  const entries = Object.entries(facts);
  return element(
    'properties',
    {},
    ...entries.map(([name, value]) => element('property', { name, value })),
  );
}

function tally(elements: readonly Element[]): Record<'tests' | 'failures' | 'errors', number> {
  return {
    tests: count(elements, 'testcase'),
    failures: count(elements, 'failure'),
    errors: count(elements, 'error'),
  };
}

/** How many elements of a name there are among these and below. */
function count(elements: readonly Element[], name: string): number {
  return elements.reduce((sum, each) => {
    const below = each.children.filter((child) => child !== null && typeof child !== 'string');
    return sum + (each.name === name ? 1 : 0) + count(below, name);
  }, 0);
}

function seconds(report: ConformanceReport): string {
  return (report.durationMs / 1000).toFixed(3);
}

/** An element from its name, attributes and children. */
function element(
  name: string,
  attributes: Element['attributes'],
  ...children: Element['children']
): Element {
  return { name, attributes, children };
}

/**
 * An XML 1.0 document with this root element, indented, ending in a newline.
 * Characters that XML cannot carry (section 2.2) are written as JSON escapes.
 */
function renderXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, '')}\n`;
}

function renderElement({ name, attributes, children }: Element, indent: string): string {
  const start = `${indent}<${name}${renderAttributes(attributes)}`;
  const present = children.filter((child) => child !== null);
  if (present.length === 0) return `${start}/>`;
  if (present.every((child) => typeof child === 'string'))
    return `${start}>${present.map(escapeText).join('')}</${name}>`;
  const inner = present.map((child) =>
    typeof child === 'string' ? escapeText(child) : renderElement(child, `${indent}  `),
  );
  return `${start}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

function renderAttributes(attributes: Element['attributes']): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

function escapeText(text: string): string {
  return visibleText(text).replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}

function escapeAttribute(text: string): string {
  return visibleText(text).replaceAll(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? '');
}
