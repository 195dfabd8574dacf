import { beginRecord } from '../../../fixtures/record/begin-record.ts';
import { openUnlimitedSession } from '../../../fixtures/run/run-session.ts';
import { beginTargetRun } from '../../../fixtures/run/target-run.ts';
import { note, updateOf } from './restoring.ts';

/** Notes what the target holds, then writes until it is killed; never puts anything back. */
const run = await beginTargetRun(process.env);
const session = await openUnlimitedSession(run, beginRecord(run.facts, run.target));
await note(session, ['space=x']);
for (let count = 0; ; count += 1) {
  const query = count % 2 === 0 ? undefined : 'space=x';
  await session.sender.send(
    updateOf(session, { theme: `${count}`, [`junk-${count % 50}`]: count }, query),
  );
}
