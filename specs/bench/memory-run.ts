import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openTarget } from '../self/judging/open-target.ts';
import { askClaim, claimNamed } from '../self/judging/claims.ts';

const validUpdates = claimNamed('valid-updates');

/**
 * Asks random updates and prints peak memory in MiB, what of the heap is in use afterwards in MiB, and the
 * time in ms: `tsx memory-run.ts URL RUNS`.
 */
const [, , url = '', RUNS = '1000'] = process.argv;
const session = await openTarget(url, { PROFILE: 'full', RUNS });
const started = performance.now();
await askClaim(session, validUpdates);
const ms = performance.now() - started;
const peak = process.resourceUsage().maxRSS / 1024;
collectGarbage();
const inUse = process.memoryUsage().heapUsed / 1024 ** 2;
await session.close();
process.stdout.write(`${peak} ${inUse} ${ms}\n`);

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}
