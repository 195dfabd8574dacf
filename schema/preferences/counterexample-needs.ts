import { type Exchange, isRefused } from '../http/exchange.ts';
import { sendsPreferences } from './preferences-of.ts';
import type { ScenarioRequirementId } from './scenario-requirements.ts';

/** Tells whether exchanges, the last of which shows a finding, hold what its requirement is about. */
type Need = (exchanges: readonly Exchange[]) => boolean;

const NEEDS: Readonly<Record<ScenarioRequirementId, Need>> = {
  'put-is-idempotent': (exchanges) => countOf(exchanges, sendsPreferences) > 1,
  'update-is-saved': (exchanges) => exchanges.some(sendsPreferences),
  // An update that shows it may be to blame itself.
  'empty-update-keeps': (exchanges) =>
    exchanges.some(sendsPreferences) &&
    exchanges.some(isEmptyUpdate) &&
    !exchanges.slice(-1).some(sendsPreferences),
  'merge-or-replace-is-constant': (exchanges) => countOf(exchanges, sendsPreferences) > 1,
  'spaces-are-apart': (exchanges) => new Set(exchanges.map((each) => each.case.query)).size > 1,
  'refused-update-changes-nothing': (exchanges) => exchanges.some(isRefused),
  'answers-belong-to-requests': (exchanges) => countOf(exchanges, sendsPreferences) > 1,
  'acknowledged-updates-are-kept': (exchanges) => countOf(exchanges, sendsPreferences) > 1,
  'sequences-keep-the-model': (exchanges) => exchanges.some(sendsPreferences),
};

/**
 * Whether exchanges can show that a requirement is broken: they hold the refused request that a refusal is accused for,
 * the second space, the second update. A requirement that one exchange decides needs nothing else.
 *
 * @param exchanges in order; the last one shows the finding
 */
export function canShow(requirement: string, exchanges: readonly Exchange[]): boolean {
  return !isScenario(requirement) || NEEDS[requirement](exchanges);
}

function isScenario(requirement: string): requirement is ScenarioRequirementId {
  return Object.hasOwn(NEEDS, requirement);
}

function countOf(exchanges: readonly Exchange[], holds: (exchange: Exchange) => boolean): number {
  return exchanges.filter(holds).length;
}

function isEmptyUpdate(exchange: Exchange): boolean {
  return exchange.case.method !== 'GET' && !isRefused(exchange) && !sendsPreferences(exchange);
}
