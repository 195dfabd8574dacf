import type { OptIn, RequirementRow } from '../schema/requirement.ts';
import type { RunTerms } from '../schema/run-terms.ts';

/** Whether the text of a setting lets what needs it be asked. */
const ALLOWS: Readonly<Record<OptIn, (text: string) => boolean>> = {
  SPACES: (text) => text.split(',').filter((space) => space !== '').length >= 2,
  PROFILE: (text) => text !== 'smoke',
  PROBE_IDENTITY: (text) => text === '1',
  PROBE_METHODS: (text) => text === '1',
};

/**
 * Whether nothing could exercise a requirement because its setting was not given. Of a run whose settings are not
 * known, nothing is said.
 */
export function isOptedOut({ optIn }: RequirementRow, settings: RunTerms['settings']): boolean {
  if (optIn === undefined) return false;
  const [name = ''] = optIn.split('=');
  const text = settings[name];
  return isOptIn(name) && text !== undefined && !ALLOWS[name](text);
}

function isOptIn(name: string): name is OptIn {
  return Object.hasOwn(ALLOWS, name);
}
