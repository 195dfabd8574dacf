import type { Sender } from '../../../fixtures/http/sender.ts';
import type { Evidence } from '../../../schema/requirements/evidence.ts';
import type { Exchange } from '../../../schema/http/exchange.ts';
import { startServer } from '../../../fixtures/servers/reference/server.ts';
import { openTarget } from './open-target.ts';
import type { Variables } from './judge-target.ts';
import type { CollectedSpec } from '../../../fixtures/spec-collector.ts';
import { CLAIMS, examine } from './claims.ts';

/** What a server was sent, as it came in. */
export interface Recording {
  /** Method, target, fields (without Host) and body of each request as one text, in the order of their arrival. */
  readonly requests: readonly string[];
  /** What was sent and answered, as the suite sees it. */
  readonly exchanges: readonly Exchange[];
  readonly evidences: readonly Evidence[];
}

/** Asks claims, all by default, of a reference server that writes down what it is sent. */
export async function recordRun(
  variables: Variables,
  claims: readonly CollectedSpec[] = CLAIMS,
): Promise<Recording> {
  const server = await startServer({}, { record: true });
  const session = await openTarget(server.url, { SPACES: 'one,two', ...variables });
  const exchanges: Exchange[] = [];
  const sender: Sender = {
    send: async (asked) => {
      const exchange = await session.sender.send(asked);
      exchanges.push(exchange);
      return exchange;
    },
  };
  const evidences = await examine({ ...session, sender }, claims).finally(async () => {
    await session.close();
    await server.close();
  });
  const requests = server.recorded.map(({ method, target, rawHeaders, body }) => {
    const host = rawHeaders.findIndex((name) => name.toLowerCase() === 'host');
    const fields = rawHeaders.filter((_, index) => index !== host && index !== host + 1);
    return JSON.stringify([method, target, fields, body.toString('latin1')]);
  });
  return { requests, exchanges, evidences };
}
