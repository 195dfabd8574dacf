import { bodyOf, onUserResponse } from '../../../fixtures/servers/mutants/deviation.ts';
import type { Behaviour, Call } from '../../../fixtures/servers/reference/behaviour.ts';
import { referenceBehaviour } from '../../../fixtures/servers/reference/reference-behaviour.ts';

/** As long as real ones: longer than what a finding shows of a value. */
export const TOKEN = `tok+en/5ecret-${'9f8e7d6c5b4a3'.repeat(6)}`;
const KEY = 'k3y=more&secret 0123456789';
/** The address of the user whose token it is. */
export const EMAIL = 'jane.roe@customer-of-theirs.example';
/** `API_HEADERS` of a run, with a secret in it. */
export const API_HEADERS = JSON.stringify({ 'X-Api-Key': KEY });

/** What nothing may say that a run writes: secrets in every encoding, the beginning of the token, and the address. */
export const HUSHED: readonly string[] = [
  ...[TOKEN, KEY].flatMap((secret) => [
    secret,
    secret.slice(0, 20),
    secret.replaceAll('/', '~1'),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(`x${secret}`).toString('base64').slice(2, -4),
  ]),
  Buffer.from(TOKEN.slice(0, 24)).toString('base64'),
  EMAIL,
];

/** A server that tells everybody who asked it, in header fields and in every encoding. */
export const indiscreet: Partial<Behaviour> = {
  user: { ...referenceBehaviour.user, email: EMAIL },
  ...onUserResponse((body, call) => ({ ...body, ...echoOf(call) })),
  failure: (refusal, call) => {
    const reply = referenceBehaviour.failure(refusal, call);
    return { ...reply, body: { ...bodyOf(reply), ...echoOf(call) } };
  },
  head: (reply, content, call) => [
    ...referenceBehaviour.head(reply, content, call),
    ['X-Echo', String(call.headers.authorization)],
  ],
};

/** Who asked, in every encoding, as members of a response. */
export function echoOf({ headers }: Call): Readonly<Record<string, unknown>> {
  const said = `${String(headers.authorization)} ${String(headers['x-api-key'])}`;
  return {
    message: `${EMAIL} said ${said}`,
    escaped: encodeURIComponent(said),
    encoded: Buffer.from(said).toString('base64'),
    [said]: EMAIL,
    headers,
  };
}

/** Where texts, by name, say what should be hushed; empty where they do not. */
export function leaksIn(
  texts: ReadonlyMap<string, string>,
  needles: readonly string[] = HUSHED,
): readonly string[] {
  return [...texts].flatMap(([name, text]) =>
    needles.filter((needle) => text.includes(needle)).map((needle) => `${needle} in ${name}`),
  );
}
