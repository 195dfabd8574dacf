import {
  type Confirmation,
  printedText,
  type PrintedRequest,
  type PrintedResponse,
  type ReportedFinding,
} from '../../schema/requirements/evidence.ts';
import type { HeaderPair } from '../../schema/http/exchange.ts';
import { excerptText } from '../../schema/json/json-layout.ts';
import { describeWhere, pointerIn } from '../../schema/requirements/finding.ts';
import type { RequirementRow } from '../../schema/requirements/requirement.ts';
import {
  cutText,
  labelText,
  terminalText,
  visibleLine,
  visibleText,
} from '../../schema/visible-text.ts';
import { groupAlike } from './alike-findings.ts';
import type { ReportedRequirement } from './conformance-report.ts';
import { countOf, formatBytes, formatDuration } from './quantity.ts';
import { requirementStatus, statusWords } from './requirement-status.ts';

const BODY_LIMIT = 2000;
const QUOTE_LIMIT = 500;
const LABEL_WIDTH = 10;
const MOST_INPUTS = 8;
const INPUT_LIMIT = 160;

/** A label with its lines; `block` keeps the newlines of its text, where a line writes them as `\\n`. */
type Field = readonly [label: string, lines: readonly (string | null | Block)[]];

interface Block {
  readonly block: string;
}

/** Findings of a requirement as plain text, one text for those that are alike; of all its findings by default. */
export function failureTexts(
  requirement: ReportedRequirement,
  findings = requirement.failures,
): readonly string[] {
  return groupAlike(findings).map(({ shown, alike }) =>
    renderFailureText(requirement, shown, alike),
  );
}

/**
 * A finding as plain text for the terminal and JUnit, without a newline at the end:
 * id, `warning` where it is one, level, clause, expected, actual, request, response, curl and replay line.
 *
 * Nothing in it can steer a terminal, and no line of the target's can pass for a command of a CI runner, nor for one
 * of the suite's: later lines start with a bar.
 *
 * @param alike findings that it stands for
 */
export function renderFailureText(
  requirement: ReportedRequirement,
  finding: ReportedFinding,
  alike: readonly ReportedFinding[] = [],
): string {
  const title = [
    requirement.id,
    ...(requirementStatus(requirement) === 'warning' ? [statusWords('warning')] : []),
    requirement.level,
    describeConfirmation(finding.confirmed),
    `seen ${countOf(finding.count, 'time')}`,
  ].join(' · ');
  const fields = [
    ...claimFields(requirement, finding),
    ...exchangeFields(finding),
    alikeField(alike),
  ];
  const lines = [title, `  ${requirement.statement}`, '', ...fields.flatMap(layOut)];
  return lines.map((line) => terminalText(visibleLine(line))).join('\n');
}

/** How often a counterexample failed when it was sent again, in words: `intermittent: 2 of 5`. */
export function describeConfirmation(confirmed: Confirmation): string {
  if (confirmed.sent <= 1) return 'not sent again';
  return `${confirmed.label}: ${confirmed.failed} of ${confirmed.sent}`;
}

/** A response's status line in words: `200 in 12 ms, 40 bytes`, or why there was none. */
export function describeResponse(response: PrintedResponse): string {
  const duration = formatDuration(response.durationMs);
  if (response.status === null) return `no response after ${duration}`;
  return `${response.status} in ${duration}, ${formatBytes(response.bodyBytes)}`;
}

function claimFields(requirement: RequirementRow, finding: ReportedFinding): Field[] {
  const { ref, quote } = requirement.source;
  const narrower = finding.clause === ref ? null : `breaks ${finding.clause}`;
  const { known } = finding;
  return [
    ['clause', [ref, cutText(quote, QUOTE_LIMIT), narrower]],
    ['where', [describeWhere(finding.where)]],
    ['expected', [finding.expected]],
    ['actual', [finding.actual, finding.label ?? null]],
    [
      'found by',
      finding.claim === undefined ? [] : [`@${finding.claim}`, finding.specLine ?? null],
    ],
    ['known', known ? [known.reason, known.link || null, `until ${known.until}`] : []],
  ];
}

function exchangeFields(finding: ReportedFinding): Field[] {
  const { request, response } = finding;
  return [
    ...finding.before.map((step): Field => ['before', requestLines(step)]),
    ['request', requestLines(request)],
    [
      'response',
      [
        describeResponse(response),
        response.trouble ?? null,
        ...headerLines(response.headers),
        block(shownBody(response, finding.where)),
      ],
    ],
    ['curl', [{ block: finding.curl }]],
    ['replay', [finding.replay]],
    ['also', otherInputs(finding)],
  ];
}

/** Under which other statuses the failure shows, each with the command that sends its request again. */
function alikeField(alike: readonly ReportedFinding[]): Field {
  const lines = alike.flatMap(({ status, count, replay }) => [
    `with status ${status ?? '(no response)'}, seen ${countOf(count, 'time')}`,
    `  ${replay}`,
  ]);
  return ['also', lines];
}

/** Inputs that show the finding as its request does, each with the command that sends it again. */
function otherInputs({ alone = [], request }: ReportedFinding): string[] {
  const others = alone.filter(({ input }) => input !== request.label);
  if (others.length === 0) return [];
  const more = others.length - MOST_INPUTS;
  return [
    `${countOf(others.length, 'other input')} ${others.length === 1 ? 'shows' : 'show'} it alone, maybe for another fault:`,
    ...others
      .slice(0, MOST_INPUTS)
      .flatMap(({ input, request: { body }, replay }) => [
        cutText(`${input}: ${body ?? 'no body'}`, INPUT_LIMIT),
        `  ${replay}`,
      ]),
    ...(more > 0 ? [`and ${more} more in the report`] : []),
  ];
}

function requestLines(request: PrintedRequest): Field[1] {
  return [
    `${request.method} ${request.url}`,
    `(${request.class}: ${labelText(request.label)})`,
    ...headerLines(request.headers),
    block(request.body),
  ];
}

function headerLines(headers: readonly HeaderPair[]): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

/** A long JSON body around the place of the finding. */
function shownBody({ body, excerpt }: PrintedResponse, where: string): string | null {
  if (excerpt !== undefined) return printedText(excerpt);
  const pointer = pointerIn(where);
  if (body === null || pointer === null || body.length <= BODY_LIMIT) return body;
  return excerptText(body, pointer, null);
}

function block(text: string | null): Block | null {
  return text === null || text === '' ? null : { block: cutText(text, BODY_LIMIT) };
}

function layOut([label, values]: Field): string[] {
  return values
    .flatMap(visibleLines)
    .map((line, index) =>
      index === 0
        ? `  ${label.padEnd(LABEL_WIDTH)} ${line}`
        : `  ${' '.repeat(LABEL_WIDTH - 1)}│ ${line}`,
    );
}

function visibleLines(value: string | null | Block): string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [visibleLine(value)] : visibleText(value.block).split('\n');
}
