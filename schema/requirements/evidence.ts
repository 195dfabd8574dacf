import type { CaseClass, HeaderPair } from '../http/exchange.ts';
import type { Finding } from './finding.ts';
import type { RunTerms } from './run-terms.ts';

/** The target stopped answering the control, took the credentials no longer, or took all the time that there was. */
const KINDS: ReadonlySet<string> = new Set(['went-away', 'token-expired', 'time-limit']);

/** The kind of error of a run that has noticed another one after it had changed something: it puts its own back. */
export const NOT_ALONE = 'not-alone';

/** A request as reports show it: redacted, bodies as text (cut, with their full length in bytes). */
export interface PrintedRequest {
  readonly label: string;
  readonly class: CaseClass;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly HeaderPair[];
  readonly body: string | null;
  readonly bodyBytes: number;
}

/** A response as reports show it; `status` is null when none came and `trouble` says why. */
export interface PrintedResponse {
  readonly status: number | null;
  readonly headers: readonly HeaderPair[];
  readonly body: string | null;
  readonly bodyBytes: number;
  /** The place of the finding in a body that was cut, with what is around it. */
  readonly excerpt?: PrintedExcerpt;
  readonly durationMs: number;
  readonly trouble?: string;
}

/** JSON text laid out for reading, with what was left out of it in words, in three parts: the second is the place. */
export interface PrintedExcerpt {
  readonly before: string;
  readonly place: string;
  readonly after: string;
}

/** The text of an excerpt, in one piece. */
export function printedText({ before, place, after }: PrintedExcerpt): string {
  return `${before}${place}${after}`;
}

/**
 * How often a shrunk counterexample was sent and failed, the first time included: always when `failed === sent`.
 * Where `sent` is 1 it was not sent again, and the label says nothing.
 */
export interface Confirmation {
  readonly label: 'always' | 'intermittent';
  readonly failed: number;
  readonly sent: number;
}

/** What a baseline entry says of the finding that it excuses. */
export interface KnownDeviation {
  /** Why it is accepted for now; never empty in a file that is in use. */
  readonly reason: string;
  /** Where it is followed up: a web address, or empty. */
  readonly link: string;
  /** Last day on which it is excused (ISO 8601 date, UTC). */
  readonly until: string;
}

/** An input that shows a finding by itself. */
export interface ShownAlone {
  /** Its name in the table that it comes from: `string-format`. */
  readonly input: string;
  readonly request: PrintedRequest;
  readonly curl: string;
  /** The command that sends it again and judges it. */
  readonly replay: string;
}

/**
 * A finding with all that was learned of it: shown once for its signature, with its count and the smallest request that
 * shows it. Without secrets, and cut to what reports show.
 */
export interface ReportedFinding extends Finding {
  /** How many exchanges showed it while searching. */
  readonly count: number;
  /** The finding in one sentence. */
  readonly message: string;
  /** Earlier steps of a sequence that the request needs, oldest first; empty for a single request. */
  readonly before: readonly PrintedRequest[];
  readonly request: PrintedRequest;
  readonly response: PrintedResponse;
  /** Lines for a shell that send the earlier steps and the request, a line each. */
  readonly curl: string;
  /** fast-check's seed and path of the counterexample; `path` is null where the case is not random. */
  readonly seed: number;
  readonly path: string | null;
  readonly confirmed: Confirmation;
  /** The command that sends the counterexample again and judges it. */
  readonly replay: string;
  /**
   * Inputs that each show it by themselves, seen twice, where there are others than its request: several faults may
   * look the same.
   */
  readonly alone?: readonly ShownAlone[];
  /** Tag of the claim that found it, without its @. */
  readonly claim?: string;
  /** The line of its spec that sent the request, or expected otherwise: `specs/conformance/0-control.spec.ts:12:9`. */
  readonly specLine?: string;
  /** The baseline entry that excuses it; added where the run is decided. */
  readonly known?: KnownDeviation;
}

/** What a counterexample is kept with: its signature, and what a person needs to understand and to send it again. */
export type KeptFinding = Pick<
  ReportedFinding,
  'signature' | 'clause' | 'where' | 'expected' | 'actual' | 'curl'
> & {
  /** How often it showed; nothing where it showed each time. */
  readonly intermittent?: Pick<Confirmation, 'failed' | 'sent'>;
};

/** A fact without a verdict. */
export interface Observation {
  /** Groups observations in reports: `limit`, `latency`, `merge-or-replace`, `undeclared-property`, ... */
  readonly kind: string;
  readonly statement: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An error that is not the response's: the suite's own, or the environment's. */
export interface RunError {
  /** `suite-error`, `went-away`, `unauthorized`, ...: becomes `reason.kind` of an inconclusive run. */
  readonly kind: string;
  readonly message: string;
}

/** What happened to one row of the hazards table; `not-sent` also where a limit came before it was told from others. */
export interface HazardResult {
  readonly hazard: string;
  readonly outcome: 'cleared' | 'refused' | 'failed' | 'not-sent';
  readonly status?: number;
}

/** Counts per contract location; keys are JSON pointers into the contract. */
export type Counts = Readonly<Record<string, number>>;

/** What exchanges showed of the contract. */
export interface Coverage {
  /** Response locations (`default #/components/schemas/Error/properties/status`) by how many responses carried them. */
  readonly response: Counts;
  /** Request keyword locations by how many cases exercised them. */
  readonly requestExercised: Counts;
  /** Request keyword locations by how many cases violated them. */
  readonly requestViolated: Counts;
  /** Responses by response key of the contract (`200`, `default`) and by status. */
  readonly responseKeys: Counts;
  readonly statuses: Counts;
}

/** How far a claim is while it is being asked. */
export interface ClaimProgress {
  readonly claim: string;
  readonly requests: number;
  /** Kinds of findings so far, confirmed or not. */
  readonly findings: number;
}

/** All that one claim learned; attached to its test as JSON, merged by the reporter. */
export interface Evidence {
  readonly claim: string;
  readonly requests: number;
  /** Per requirement id, how many exchanges exercised it. */
  readonly exercised: Counts;
  readonly findings: readonly ReportedFinding[];
  readonly observations: readonly Observation[];
  readonly hazards: readonly HazardResult[];
  readonly coverage: Coverage;
  /** Latencies in milliseconds of whole responses. */
  readonly latencies: readonly number[];
  readonly errors: readonly RunError[];
  /** Limits of the run that ended the claim before it had asked all: no error, and no proof of what is missing. */
  readonly limits: readonly RunError[];
  /** What the run was asked with: of the control, so that shards bring it along. */
  readonly terms?: RunTerms;
}

/** Whether an error came over a target whose control had passed: what was confirmed by then counts anyway. */
export function isErrorOfTarget({ kind }: RunError): boolean {
  return KINDS.has(kind);
}
