import type { Exchange } from '../../../schema/http/exchange.ts';
import type { Preferences } from '../../../schema/preferences/preferences-of.ts';
import { StoreModel, type StoreJudgement } from '../../../schema/preferences/store-model.ts';

/** One exchange of a story: what was sent, and what came back. */
export interface Step {
  readonly sent?: Preferences;
  readonly shown?: Preferences;
  readonly status?: number;
  readonly space?: string;
  /** Whether others were in flight with it. */
  readonly together?: boolean;
  readonly class?: Exchange['class'];
  /** The body, where it is no update as JSON. */
  readonly text?: string;
}

/** A reading without a response. */
export const READ: Step = {};

/** The exchange of a step. */
export function exchangeOf(step: Step): Exchange {
  const { sent, shown, status = 200, space } = step;
  const update = sent === undefined ? '{}' : JSON.stringify({ updatedPreferences: sent });
  const { text: body = update } = step;
  const response = shown === undefined ? { message: 'm' } : { object: { preferences: shown } };
  const bytes = Buffer.from(JSON.stringify(response));
  return {
    case: {
      label: body,
      method: 'PUT',
      path: '/',
      query: space === undefined ? null : `space=${space}`,
      headers: [],
      body: Buffer.from(body),
    },
    class: step.class ?? 'valid',
    url: 'http://127.0.0.1/',
    startedAt: 0,
    durationMs: 1,
    response: {
      status,
      headers: [['Content-Type', 'application/json']],
      body: bytes,
      bodyLength: bytes.length,
    },
  };
}

/** Follows a story and gives what its last exchange says, in short. */
export function follow(...steps: readonly Step[]) {
  let model = new StoreModel(['space=one', 'space=two']);
  let last: StoreJudgement | null = null;
  for (const step of steps) {
    last = model.follow(exchangeOf(step), step.together === true ? 'together' : 'ordered');
    model = last.next;
  }
  const findings = (last?.findings ?? []).map(({ requirement, key, label, before, suspects }) => ({
    requirement,
    key,
    label,
    before: before.map(({ case: asked }) => asked.label),
    suspects: suspects.map((suspect) => suspect.requirement),
  }));
  const { exercised = [], isBehind = false } = last ?? {};
  return { findings, exercised, isBehind, behaviour: model.behaviour };
}

/** An update of one preference, and one of another where updates merge. */
export const A = { sent: { a: 1 }, shown: { a: 1 } };
export const B = { sent: { b: 2 }, shown: { a: 1, b: 2 } };
export const WRITE_A = '{"updatedPreferences":{"a":1}}';
export const WRITE_B = '{"updatedPreferences":{"b":2}}';
