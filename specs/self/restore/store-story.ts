import { beginRecord } from '../../../fixtures/record/begin-record.ts';
import type { Behaviour } from '../../../fixtures/servers/reference/behaviour.ts';
import type { RunningServer } from '../../../fixtures/servers/reference/server.ts';
import { putBack } from '../../../fixtures/command/put-back.ts';
import { openUnlimitedSession } from '../../../fixtures/run/run-session.ts';
import type { JsonObject } from '../../../schema/json/json-value.ts';
import type { RestoreReport } from '../../../schema/record/restore-report.ts';
import { begin, note, updateOf } from './restoring.ts';
import type { TurningClock } from '../transport/turning-clock.ts';
import { testDirectory } from '../test-directory.ts';

/** What is there before a run. */
export const FOUND = { zoom: 3, columns: ['id', 'name'], theme: 'dark', nothing: null, id: 'mine' };
/** What a run sends. */
export const SENT = { zoom: 1, cts_a: 1, cts_b: 'b', '': 0, 'k.e.y': [1] };

/** What becomes of a store while a run is at work. */
export interface Story {
  readonly found?: JsonObject;
  readonly sent?: readonly JsonObject[];
  /** Queries of the spaces that are noted besides the unnamed one. */
  readonly spaces?: readonly string[];
  /** A query that updates are sent with, and that is of no space that is noted. */
  readonly sentWith?: string;
  /** What somebody else does while the run is at work. */
  readonly meanwhile?: (server: RunningServer) => void | Promise<void>;
  /** What pauses are waited for by. */
  readonly clock?: TurningClock;
}

/** The whole life of a run against a server: notes, writes, puts back. */
export async function live(server: RunningServer, story: Story) {
  const { found = FOUND, sent = [SENT, {}], meanwhile = () => undefined, clock, sentWith } = story;
  server.store.replace('', found);
  const run = await begin(server.url, testDirectory(), {}, clock);
  const record = beginRecord(run.facts, run.target);
  const session = await openUnlimitedSession(run, record);
  await note(session, story.spaces);
  for (const update of sent) await session.sender.send(updateOf(session, update, sentWith));
  await session.close();
  await meanwhile(server);
  const [report] = await putBack(run, record);
  record.close();
  await server.close();
  if (report === undefined) throw new Error('nothing was put back');
  const result: { report: RestoreReport; after: JsonObject } = {
    report,
    after: server.store.preferences(),
  };
  return result;
}

/** Deletes what is sent as null, and leaves a null that was there. */
export const deleting: Behaviour['save'] = (sent, space, call) => {
  const live = call.store.of(space);
  for (const [name, value] of Object.entries(sent)) {
    if (value === null) Reflect.deleteProperty(live, name);
    else live[name] = value;
  }
  return live;
};

/** Puts what is sent in the place of all that was there; an update without preferences changes nothing. */
export const replacing: Behaviour['save'] = (sent, space, call) =>
  Object.keys(sent).length === 0 ? call.store.of(space) : call.store.replace(space, sent);
