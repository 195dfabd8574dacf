import { examine } from '../../../fixtures/claims/examine.ts';
import { CLAIMS } from '../../../fixtures/claims/claims.ts';
import type { Evidence } from '../../../schema/evidence.ts';
import { startServer } from '../../../fixtures/reference/server.ts';
import { openTarget } from './open-target.ts';
import type { Variables } from './judge-target.ts';

/** What a server was sent, as it came in. */
export interface Recording {
  /** Method, target, fields (without Host) and body of each request as one text, in the order of their arrival. */
  readonly requests: readonly string[];
  readonly evidences: readonly Evidence[];
}

/** Asks all claims of a reference server that writes down what it is sent. */
export async function recordRun(variables: Variables): Promise<Recording> {
  const server = await startServer({}, { record: true });
  const session = await openTarget(server.url, { SPACES: 'one,two', ...variables });
  const evidences = await examine(session, CLAIMS).finally(async () => {
    await session.close();
    await server.close();
  });
  const requests = server.recorded.map(({ method, target, rawHeaders, body }) => {
    const host = rawHeaders.findIndex((name) => name.toLowerCase() === 'host');
    const fields = rawHeaders.filter((_, index) => index !== host && index !== host + 1);
    return JSON.stringify([method, target, fields, body.toString('latin1')]);
  });
  return { requests, evidences };
}
