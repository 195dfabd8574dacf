import type { Exchange } from '../http/exchange.ts';
import { faultOf, NO_STATUS, type Finding } from './finding.ts';
import { withoutIndices } from '../json/json-pointer.ts';
import type { OpenRequirement, RequirementRow } from './requirement.ts';
import type { Violation } from '../contract/violations.ts';

/** An exchange with what it says of the requirements. */
export interface JudgedExchange {
  readonly exchange: Exchange;
  /** Ids of the requirements that it exercised, kept or broken. */
  readonly exercised: readonly string[];
  /** One for each signature; how many places break a requirement in the same way is its `more`. */
  readonly findings: readonly Finding[];
}

/** Judges one exchange against requirements. Never throws for what the response holds. */
export function judgeExchange(
  requirements: readonly OpenRequirement[],
  exchange: Exchange,
): JudgedExchange {
  const exercised: string[] = [];
  const findings = new Map<string, Finding>();
  const isForwarded = exchange.forwardedBy !== undefined;
  for (const requirement of requirements) {
    if (isForwarded && requirement.ofLastHop === true) continue;
    const judgement = requirement.judge(exchange);
    if (judgement === null) continue;
    exercised.push(requirement.id);
    for (const violation of judgement) add(findings, sign(requirement, exchange, violation));
  }
  return { exchange, exercised, findings: [...findings.values()] };
}

/** Adds a finding, or counts it with the one that has its signature. */
function add(findings: Map<string, Finding>, finding: Finding): void {
  const known = findings.get(finding.signature);
  if (known === undefined) {
    findings.set(finding.signature, finding);
    return;
  }
  const more = (known.more ?? 0) + 1 + (finding.more ?? 0);
  findings.set(finding.signature, { ...known, more });
}

/**
 * Makes a finding of a violation: its signature is made of requirement, status, clause, place, and the fault that its label
 * tells.
 *
 * @param requirement its row, so that no finding names a requirement that the verdict does not know
 */
export function sign(
  { id }: Pick<RequirementRow, 'id'>,
  exchange: Exchange,
  violation: Violation,
): Finding {
  const { clause, where, place = withoutIndices(where), label } = violation;
  const status = exchange.response?.status ?? null;
  const fault = label === undefined ? undefined : faultOf(label);
  const parts = [id, status ?? NO_STATUS, clause, place, fault];
  const signature = parts.filter((part) => part !== undefined && part !== '').join(' ');
  return { ...violation, requirement: id, status, signature };
}
