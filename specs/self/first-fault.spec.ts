import { expect, test } from '@playwright/test';
import type { Sender } from '../../fixtures/http/sender.ts';
import { mutants } from '../../fixtures/servers/mutants/mutants.ts';
import { startServer } from '../../fixtures/servers/reference/server.ts';
import type { Exchange } from '../../schema/http/exchange.ts';
import { openTarget } from './judging/open-target.ts';
import { askClaim, claimNamed } from './judging/claims.ts';

const control = claimNamed('control');
const saving = claimNamed('saving');

/** Of each family of mutants, servers that are wrong in every response. */
const ALWAYS = [
  ...['message-number', 'email-missing', 'roles-unknown', 'preferences-text', 'no-preferences'],
  ...['success-as-text-html', 'success-as-nothing'],
];
/** The others leave alone updates without preferences, which are the first three. */
const WITH_PREFERENCES = [
  ...['body-list', 'object-null', 'bytes-cut-short', 'bytes-latin-1', 'bytes-byte-order-mark'],
  ...['bytes-duplicate-member', 'gzip-label-only', 'gzip-cut-short', 'length-too-long'],
  ...['status-201', 'status-302', 'drops-last-key', 'prefixes-keys', 'stale-response'],
  ...['user-at-root', 'error-under-200', 'email-of-another'],
];

for (const name of ALWAYS) {
  test(`the first fault of ${name}, which is always wrong, shows by the third request`, async () => {
    expect(await firstFault(name)).toBeLessThanOrEqual(3);
  });
}

test('the first fault of what is wrong with any preferences shows when the first are sent', async () => {
  for (const name of WITH_PREFERENCES) expect(await firstFault(name), name).toBeLessThanOrEqual(4);
});

/** The number of the request whose response is the first to show what a mutant stands for; infinite if none does. */
async function firstFault(name: string): Promise<number> {
  const mutant = mutants.find((candidate) => candidate.name === name);
  const server = await startServer(mutant?.behaviour);
  const session = await openTarget(server.url, { PROFILE: 'smoke' });
  const order = new Map<Exchange, number>();
  const send: Sender['send'] = async (asked) => {
    const exchange = await session.sender.send(asked);
    order.set(exchange, order.size + 1);
    return exchange;
  };
  const numbers: number[] = [];
  const requirements = session.requirements.map((requirement) => ({
    ...requirement,
    judge: (exchange: Exchange) => {
      const judgement = requirement.judge(exchange);
      const isFault = mutant?.trips.includes(requirement.id) === true && judgement?.length !== 0;
      if (isFault && judgement !== null) numbers.push(order.get(exchange) ?? Infinity);
      return judgement;
    },
  }));
  const watched = { ...session, requirements, sender: { send } };
  for (const claim of [control, saving]) await askClaim(watched, claim);
  await session.close();
  await server.close();
  return Math.min(...numbers);
}
