import { expect, test } from '@playwright/test';
import type { Exchange } from '../../schema/http/exchange.ts';
import { canShow } from '../../schema/preferences/counterexample-needs.ts';

const SENDS = '{"updatedPreferences":{"cts_a":1}}';

function exchange(body: string, status = 200, query: string | null = null): Exchange {
  const asked = {
    label: '',
    method: 'PUT',
    path: '/',
    query,
    headers: [],
    body: Buffer.from(body),
  };
  const response = { status, headers: [], body: Buffer.from('{}'), bodyLength: 2 };
  const sent = { url: 'http://127.0.0.1/', startedAt: 0, durationMs: 1 };
  return { case: asked, class: 'valid', ...sent, response };
}

test('a requirement is accused of only by requests that hold what it is about', () => {
  const [update, read, refused] = [exchange(SENDS), exchange('{}'), exchange(SENDS, 422)];
  expect(canShow('refused-update-changes-nothing', [update, update, read])).toBe(false);
  expect(canShow('refused-update-changes-nothing', [update, refused, read])).toBe(true);
  expect(canShow('spaces-are-apart', [update, read])).toBe(false);
  expect(canShow('spaces-are-apart', [update, exchange('{}', 200, 'space=one')])).toBe(true);
  expect(canShow('merge-or-replace-is-constant', [update, read])).toBe(false);
  expect(canShow('merge-or-replace-is-constant', [update, update, read])).toBe(true);
  expect(canShow('empty-update-keeps', [update, update])).toBe(false);
  expect(canShow('empty-update-keeps', [update, read, update])).toBe(false);
  expect(canShow('empty-update-keeps', [update, read])).toBe(true);
  expect(canShow('update-is-saved', [read, read])).toBe(false);
  expect(canShow('acknowledged-updates-are-kept', [update, read])).toBe(false);
  expect(canShow('no-server-error', [read])).toBe(true);
});
