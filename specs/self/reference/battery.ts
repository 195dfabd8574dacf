import { Agent } from 'node:http';
import type { Deviation } from '../../../fixtures/servers/reference/behaviour.ts';
import { startServer } from '../../../fixtures/servers/reference/server.ts';
import { hazardCase } from '../../../schema/hazards/hazard-case.ts';
import type { Hazard } from '../../../schema/hazards/hazard.ts';
import { ask, json } from './raw-client.ts';
import type { RawRequest } from './raw-client.ts';

/** Requests that are sent together; what a response holds that is unseen may depend on the order of their arrival. */
type Step = readonly (RawRequest & { readonly unseen?: true })[];

/** Fields that the suite's transport sends by default. */
const DEFAULT_FIELDS = { Accept: 'application/json', 'Accept-Encoding': 'gzip, deflate, br' };
const TARGET = '/api/v1/users/preferences/update';

/** The smallest valid update: what shows that a server works at all. */
export const CONTROL: RawRequest = json({}, { headers: DEFAULT_FIELDS });

/** Steps in one order that any deviation which is not about one hazard shows itself in. */
export const BATTERY: readonly Step[] = [
  [CONTROL],
  [
    sending({
      theme: 'Dark é e\u0301',
      camelCase: 1,
      pad: ' a ',
      on: true,
      list: [2, 1],
      o: { a: 1, b: {} },
    }),
  ],
  [sending({ 0: 'a', 1: 'b' }, '?space=alpha')],
  [sending({})],
  [CONTROL],
  [sending({ list: [2, 1], n: 1, on: true, o: { a: 1, b: {} } })],
  [sending({ list: [2, 1], n: 1, on: true, o: { a: 1, b: {} } })],
  [sending({ own: 1 }, '?space=beta')],
  [json({}, { target: `${TARGET}?space=alpha` })],
  ...[[], null, '', 'x', 5, true].map((wrong) => [sending(wrong)]),
  ...[[], 'x', 5].map((wrong) => [json(JSON.stringify(wrong))]),
  [{}],
  [json('{"updatedPreferences":{"cut":1}')],
  [json('{"updatedPreferences":{"garbage":1}} x')],
  [json("{'updatedPreferences':{}}")],
  [json('nonsense')],
  [{ ...json(''), body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }],
  [json({ updatedPreferences: { text: 1 } }, { headers: { 'Content-Type': 'text/plain' } })],
  [json('nonsense', { headers: { Accept: 'text/html' } })],
  ...['de', 'tr'].map((language) => [
    json('nonsense', { headers: { 'Accept-Language': language } }),
  ]),
  [json({}, { headers: { 'Accept-Encoding': 'identity' } })],
  [json({ email: 'x', roles: ['ROLE_USER'] })],
  [json({ object: { email: 'x' } })],
  [sending({ email: 'x' })],
  [sending({ roles: ['ROLE_USER'] })],
  ...['object', 'preferences'].map((name) => [sending({ [name]: { a: 1 } })]),
  [sending({ bar: { width: 450 }, seen: '2026-01-01T00:00:00.5Z', columns: ['c', 'a', 'b'] })],
  ...[1, 'one', null, 2].map((typed) => [sending({ typed })]),
  ...['Dark', 'dark', [1, 2], [2, 1], '10', 10, 'resume', 'r\u00e9sum\u00e9', 'x ', 'x', '0'].map(
    (turned) => [sending({ turned })],
  ),
  ...[{ a: 1 }, null, { b: 1 }].map((again) => [sending({ again })]),
  [sending({ ordered: 1, other: 1 }), sending({ other: 2, ordered: 2 })],
  [sending({ ordered: 3, other: 3 })],
  [sending({ same: 1 }, '?space=alpha')],
  [sending({ same: 1 }, '?space=two')],
  [sending({ first: 1, ['l'.repeat(300)]: 1 })],
  [sending({ share: '5%', matrix: [[1]] })],
  ...[true, 1].map((loose) => [sending({ loose })]),
  [sending({ alike: 1, ALIKE: 2 })],
  [sending({ alike: '\u{1f600}', ALIKE: 0.5 })],
  [CONTROL],
  [sending({ alike: 1, ALIKE: 2 })],
  [sending({ long: 'x'.repeat(70_000), wide: Array.from({ length: 1_100 }, () => 0) })],
  [CONTROL],
  [sending({ long: 0, wide: 0 })],
  [sending({ marker: 'a' }), sending({ marker: 'b' }), sending({ marker: 'c' })],
  [CONTROL],
  [sending({ a: 0, b: 0, c: 0 })],
  ['a', 'b', 'c'].map((key) => ({ ...sending({ [key]: 'apart' }), unseen: true })),
  [CONTROL],
  ...Array.from({ length: 60 }, (_, round) => [sending({ round })]),
  [CONTROL],
  [sending({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9 })],
  ...['word', { of: 'word' }, [1, 2, 3], [2, 1]].map((kind) => [sending({ kind })]),
  [json('{"updatedPreferences":{"line":1}}\nx')],
  [sending({ off: false, kept: 1 }, '?space=two')],
  [sending({ more: 1 }, '?space=two')],
  [sending({ kept: null })],
  [json({}, { target: `${TARGET}?space=two` })],
  ['alpha', 'two'].map((space) => ({
    ...sending({ [space]: 1 }, `?space=${space}`),
    unseen: true,
  })),
  ...['alpha', 'two'].map((space) => [json({}, { target: `${TARGET}?space=${space}` })]),
  [sending({ emptied: null })],
  [sending({ emptied: { a: 1 } })],
  [sending({ digits: '1e3', deep: [[[[[[[]]]]]]] })],
  [CONTROL],
  [sending({ marker: 'before', ['n'.repeat(70)]: 1 })],
  [sending(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`many ${index}`, 0])))],
  [CONTROL],
  ['alpha', 'two'].map((space) => sending({ [space]: 2 }, `?space=${space}`)),
  [sending({ kept: 'until a refusal' })],
  ...['', '?space=two'].flatMap((query) => [[sending(0, query)], [CONTROL]]),
  ...[{ 'Content-Type': 'application/json; charset=utf-8' }, { 'Accept-Language': 'nl' }].map(
    (headers) => [
      json({ updatedPreferences: { of: 'two' } }, { target: `${TARGET}?space=two`, headers }),
    ],
  ),
  [sending({ emoji: '\u{1f600}' }, '?space=two')],
  [json(`{"updatedPreferences":{"before":1,"nested":${'['.repeat(40)}${']'.repeat(40)}}}`)],
  [CONTROL],
  [sending({ fraction: 1.5 })],
  [json({}, { headers: { 'Accept-Language': 'de' } })],
];

/** The step that carries a hazard alone, as the suite sends it. */
export function hazardStep(hazard: Hazard): Step {
  const { query, headers, body, inPieces } = hazardCase([hazard], {
    method: 'PUT',
    path: '/users/preferences/update',
    headers: [['Content-Type', 'application/json'], ...Object.entries(DEFAULT_FIELDS)],
    mediaType: 'application/json',
    parameter: 'space',
    prefix: 'p-',
    body: (freeForm) => `{"updatedPreferences":${freeForm}}`,
    refused: '{"updatedPreferences":0}',
  });
  const target = query === null ? TARGET : `${TARGET}?${query}`;
  return [
    {
      target,
      headers: Object.fromEntries(headers),
      ...(body !== null && { body }),
      ...(inPieces === true && { inPieces }),
    },
  ];
}

/** What a server answers to each step: status, header fields and content. */
export async function responsesTo(steps: readonly Step[], server: Deviation): Promise<string[]> {
  const responses: string[] = [];
  await askSteps(steps, server, (response) => {
    responses.push(response);
    return true;
  });
  return responses;
}

/** The number of the first step that a server answers in another way than expected; `null` where there is none. */
export async function firstDifference(
  expected: readonly string[],
  server: Deviation,
  steps: readonly Step[],
): Promise<number | null> {
  let different: number | null = null;
  await askSteps(steps, server, (response, number) => {
    if (response !== expected[number]) different = number;
    return different === null;
  });
  return different;
}

/** Asks a server one step after another, as long as its responses are to go on. */
async function askSteps(
  steps: readonly Step[],
  deviation: Deviation,
  goesOn: (response: string, number: number) => boolean,
): Promise<void> {
  const server = await startServer(deviation);
  const agent = new Agent({ keepAlive: true });
  const responseTo = async ({ unseen, ...request }: Step[number]): Promise<string> => {
    const response = await summary(server.origin, request, agent);
    return unseen === true ? '' : response;
  };
  try {
    for (const [number, step] of steps.entries()) {
      if (!goesOn(String(await Promise.all(step.map(responseTo))), number)) return;
    }
  } finally {
    agent.destroy();
    await server.close();
  }
}

async function summary(origin: string, request: RawRequest, agent: Agent): Promise<string> {
  try {
    const { status, headers, body } = await ask(origin, request, agent);
    const fields = headers.filter(([name]) => name.toLowerCase() !== 'date');
    return `${status} ${JSON.stringify(fields)} ${body.toString('latin1')}`;
  } catch {
    return 'no response';
  }
}

function sending(updatedPreferences: unknown, query = ''): RawRequest {
  return json({ updatedPreferences }, { target: `${TARGET}${query}` });
}
