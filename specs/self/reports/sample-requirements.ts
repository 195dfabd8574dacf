import type { ReportedRequirement } from '../../../reports/formats/conformance-report.ts';
import type { Level } from '../../../schema/requirements/requirement.ts';

/** A requirement that passes, with whatever differs. */
export function sampleRequirement(
  overrides: Partial<ReportedRequirement> & { readonly id: string },
): ReportedRequirement {
  const level: Level = overrides.level ?? 'declared';
  return {
    level,
    statement: 'The response keeps its promise.',
    source: { ref: '#/paths/~1users~1preferences~1update/put/responses', quote: '"200"' },
    verdict: 'pass',
    gates: level !== 'tentative',
    exercised: 412,
    failures: [],
    ...overrides,
  };
}

const SCHEMAS = '#/components/schemas';
const RESPONSES = '#/paths/~1users~1preferences~1update/put/responses';

type Row = readonly [id: string, level: Level, statement: string, ref: string, quote: string];

const ROWS: readonly Row[] = [
  [
    '200-content-type',
    'declared',
    'A 200 is application/json.',
    `${RESPONSES}/200/content`,
    '"application/json"',
  ],
  [
    '200-body',
    'declared',
    'The body of a 200 is an object.',
    `${SCHEMAS}/UserResponse/type`,
    '"type":"object"',
  ],
  [
    '200-object',
    'declared',
    'The object of a 200 is a user with email and roles.',
    `${SCHEMAS}/CompleteUser`,
    '"type":"object","required":["email","roles"]',
  ],
  [
    '200-object-roles',
    'declared',
    'The roles of a 200 are known and unique.',
    `${SCHEMAS}/CompleteUser/properties/roles`,
    '"type":"array","items":{"type":"string","anyOf":[{"const":"ROLE_USER","title":"Viewer","description":"This role is allowed to view configurations and logs, and run configurations."},{"const":"ROLE_EDITOR","title":"Editor"},{"const":"ROLE_ADMINISTRATOR","title":"Administrator"}]},"uniqueItems":true',
  ],
  [
    '200-object-preferences',
    'declared',
    'The preferences of a 200 are an object.',
    `${SCHEMAS}/UserPreferences/type`,
    '"type":"object"',
  ],
  [
    'default-content-type',
    'declared',
    'An error is application/json.',
    `${RESPONSES}/default/content`,
    '"application/json"',
  ],
  [
    'default-status',
    'declared',
    'The status of an error is a string.',
    `${SCHEMAS}/Error/properties/status/type`,
    '"type":"string"',
  ],
  [
    'default-violations',
    'declared',
    'The violations of an error are a list of objects.',
    `${SCHEMAS}/Error/properties/violations`,
    '"type":"array","items":{"type":"object"}',
  ],
  [
    'body-is-json',
    'implied',
    'A body that claims to be JSON is JSON text.',
    'RFC 8259 2',
    'A JSON text is a sequence of tokens.',
  ],
  [
    'body-is-utf-8',
    'implied',
    'A JSON body is UTF-8.',
    'RFC 8259 8.1',
    'JSON text exchanged between systems that are not part of a closed ecosystem MUST be encoded using UTF-8.',
  ],
  [
    '401-has-www-authenticate',
    'implied',
    'A 401 carries WWW-Authenticate.',
    'RFC 9110 15.5.2',
    'The server generating a 401 response MUST send a WWW-Authenticate header field containing at least one challenge applicable to the target resource.',
  ],
  [
    'valid-is-accepted',
    'tentative',
    'A body that the contract allows is accepted.',
    '#/paths/~1users~1preferences~1update/put/description',
    'Save updated user preferences',
  ],
  [
    'update-is-saved',
    'tentative',
    'Preferences that were accepted come back with the response.',
    `${RESPONSES}/200/description`,
    'User response with updated preferences',
  ],
];

/** A small catalogue of all three levels, every requirement passing, changed by id where `changes` says so. */
export function sampleCatalogue(
  changes: Readonly<Record<string, Partial<ReportedRequirement>>> = {},
): ReportedRequirement[] {
  return ROWS.map(([id, level, statement, ref, quote]) => {
    const conditional =
      id === '401-has-www-authenticate'
        ? ({ condition: 'a 401', verdict: 'not-applicable', exercised: 0 } as const)
        : {};
    const source = { ref, quote };
    return sampleRequirement({ id, level, statement, source, ...conditional, ...changes[id] });
  });
}
