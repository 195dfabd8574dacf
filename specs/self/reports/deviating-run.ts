import type { ConformanceReport } from '../../../reports/formats/conformance-report.ts';
import { sampleFinding, sampleRequest, sampleResponse } from './sample-finding.ts';
import { sampleReport } from './sample-report.ts';
import { sampleCatalogue } from './sample-requirements.ts';

/** Strings that break out of HTML, attributes, XML, Markdown, terminals and CI logs when they are not escaped. */
export const HOSTILE = [
  '<script>window.pwned = true</script>',
  '</script></style></pre></textarea><img src=x onerror="window.pwned = true">',
  `" onmouseover="window.pwned = true" x='`,
  'javascript:window.pwned=true',
  ']]><!-- &#0; &lt; -->',
  '```\n# heading | cell | @everyone $x$',
  '\u001b[31mred\u001b[0m \u0000\u0007\u0008\r\u009b \ufffe',
  '\u202egpj.exe\u202c \u200b \ud800',
  '::error title=pwned::pwned\n::stop-commands::x\n##[error]pwned ##vso[task.complete result=Failed]',
].join('\n');

/** A server that deviates in many ways and answers with hostile bodies. */
export function deviatingRun(): ConformanceReport {
  return sampleReport({
    verdict: 'nonconformant',
    exitCode: 1,
    reason: { kind: 'nonconformant', message: '4 of 11 gating requirements fail.' },
    requirements: sampleCatalogue({
      '200-object-roles': { verdict: 'fail', failures: [sampleFinding(), duplicateRole()] },
      'default-status': { verdict: 'fail', failures: [numericStatus()] },
      'default-content-type': { verdict: 'fail', failures: [hostilePage()] },
      'body-is-json': { verdict: 'fail', failures: [cutResponse()] },
      'update-is-saved': { verdict: 'fail', failures: [lostUpdate()] },
    }),
    hazards: [
      { hazard: HOSTILE, outcome: 'failed', status: 500 },
      { hazard: '__proto__', outcome: 'failed', status: 200 },
      { hazard: 'constructor', outcome: 'not-sent' },
    ],
    observations: [{ kind: 'limit', statement: HOSTILE, data: { [HOSTILE]: HOSTILE } }],
  });
}

function duplicateRole() {
  const clause = '#/components/schemas/CompleteUser/properties/roles/uniqueItems';
  return sampleFinding({
    signature: `200-object-roles 200 ${clause} /object/roles`,
    clause,
    where: '/object/roles',
    expected: 'items that are all different',
    actual: 'items 0 and 2 are both "ROLE_USER"',
    count: 3,
    message: '/object/roles lists "ROLE_USER" twice.',
    response: sampleResponse(
      200,
      '{"object":{"email":"ada@example.com","roles":["ROLE_USER","ROLE_EDITOR","ROLE_USER"]}}',
    ),
    confirmed: { label: 'intermittent', failed: 2, sent: 5 },
  });
}

function numericStatus() {
  const clause = '#/components/schemas/Error/properties/status/type';
  return sampleFinding({
    requirement: 'default-status',
    signature: `default-status 422 ${clause} /status`,
    clause,
    where: '/status',
    expected: 'a string',
    actual: '422 (a number)',
    status: 422,
    count: 60,
    message: '/status is 422, not a string.',
    request: sampleRequest({
      label: 'updatedPreferences is a string',
      class: 'invalid',
      body: '{"updatedPreferences":"x"}',
    }),
    response: sampleResponse(
      422,
      JSON.stringify({
        type: 'https://symfony.com/errors/validation',
        title: 'Validation Failed',
        status: 422,
        detail: '[updatedPreferences]: This value should be of type array.',
        violations: Array.from({ length: 40 }, (_, index) => ({
          propertyPath: `[updatedPreferences][${index}]`,
          title: 'This value should be of type array.',
          type: 'urn:uuid:ba785a8c-82cb-4283-967c-3cf342181b40',
        })),
      }),
    ),
  });
}

function hostilePage() {
  return sampleFinding({
    requirement: 'default-content-type',
    signature: 'default-content-type 500 header Content-Type',
    clause: '#/paths/~1users~1preferences~1update/put/responses/default/content',
    where: 'header Content-Type',
    expected: 'application/json',
    actual: HOSTILE,
    status: 500,
    count: 9,
    message: `Content-Type is ${HOSTILE}`,
    request: sampleRequest({
      label: HOSTILE,
      url: `https://staging.example.com/api/v1/?space=${HOSTILE}`,
      body: HOSTILE,
    }),
    response: sampleResponse(500, HOSTILE, {
      headers: [
        ['Content-Type', HOSTILE],
        ['X-Hostile', HOSTILE],
      ],
    }),
    curl: `curl '${HOSTILE}'`,
  });
}

function cutResponse() {
  return sampleFinding({
    requirement: 'body-is-json',
    signature: 'body-is-json 200 RFC 8259 2',
    clause: 'RFC 8259 2',
    where: '',
    expected: 'a JSON text',
    actual: 'a text that ends within an object',
    message: 'The body is no JSON text: it ends within an object.',
    count: 1,
    response: sampleResponse(200, `{"message":"${'long '.repeat(1500)}`, { bodyBytes: 262_144 }),
    confirmed: { label: 'always', failed: 3, sent: 3 },
  });
}

function lostUpdate() {
  return sampleFinding({
    requirement: 'update-is-saved',
    signature: 'update-is-saved 200 /object/preferences',
    clause: '#/paths/~1users~1preferences~1update/put/responses/200/description',
    where: '/object/preferences/theme',
    expected: '"dark"',
    actual: 'no such property',
    label: 'dropped',
    message: '/object/preferences lacks "theme", which the request before set.',
    count: 2,
    before: [
      sampleRequest({ label: 'set theme', body: '{"updatedPreferences":{"theme":"dark"}}' }),
      sampleRequest({ label: 'change nothing', body: '{}' }),
    ],
    response: sampleResponse(
      200,
      '{"object":{"email":"ada@example.com","roles":["ROLE_USER"],"preferences":{"language":"nl"}}}',
    ),
  });
}
