import type {
  PrintedRequest,
  PrintedResponse,
  ReportedFinding,
} from '../../../schema/requirements/evidence.ts';

export const SAMPLE_URL = 'https://staging.example.com/api/v1/users/preferences/update';

/** A PUT as reports print it; the body is JSON text unless told otherwise. */
export function sampleRequest(overrides: Partial<PrintedRequest> = {}): PrintedRequest {
  const body = overrides.body ?? '{"updatedPreferences":{}}';
  return {
    label: 'empty preferences',
    class: 'valid',
    method: 'PUT',
    url: SAMPLE_URL,
    headers: [
      ['content-type', 'application/json'],
      ['accept', 'application/json'],
      ['authorization', 'Bearer [redacted]'],
    ],
    body,
    bodyBytes: Buffer.byteLength(body),
    ...overrides,
  };
}

/** A response as reports print it, by status and body. */
export function sampleResponse(
  status: number | null,
  body: string | null,
  overrides: Partial<PrintedResponse> = {},
): PrintedResponse {
  return {
    status,
    headers: [
      ['Content-Type', 'application/json; charset=utf-8'],
      ['Date', 'Tue, 03 Mar 2026 10:15:00 GMT'],
    ],
    body,
    bodyBytes: Buffer.byteLength(body ?? ''),
    durationMs: 12.4,
    ...overrides,
  };
}

/** A finding: a role that the contract does not know, always, in a 200. */
export function sampleFinding(overrides: Partial<ReportedFinding> = {}): ReportedFinding {
  const request = overrides.request ?? sampleRequest();
  const clause = '#/components/schemas/CompleteUser/properties/roles/items/anyOf';
  return {
    requirement: '200-object-roles',
    signature: `200-object-roles 200 ${clause} /object/roles/*`,
    clause,
    where: '/object/roles/1',
    expected: 'one of ROLE_USER, ROLE_EDITOR, ROLE_ADMINISTRATOR',
    actual: '"ROLE_OWNER"',
    status: 200,
    count: 212,
    message: '/object/roles/1 is "ROLE_OWNER", not one of the three declared roles.',
    before: [],
    request,
    response: sampleResponse(
      200,
      '{"message":"Saved","object":{"email":"ada@example.com","roles":["ROLE_USER","ROLE_OWNER"],"preferences":{}}}',
    ),
    curl: `curl -sS -X PUT '${SAMPLE_URL}' -H 'content-type: application/json' -H "authorization: Bearer $API_TOKEN" --data-raw '${request.body ?? ''}'`,
    seed: 42,
    path: '17:0:1',
    confirmed: { label: 'always', failed: 5, sent: 5 },
    replay: "SEED=42 npm run replay -- 200-object-roles '17:0:1'",
    claim: 'valid-updates',
    specLine: 'specs/conformance/4-random-input.spec.ts:12:24',
    ...overrides,
  };
}
