import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, isToken, openDecisions, reasonOf, send } from '../../main/resources/io/liveorigin/serving/console/api.js';

test('each request ends by itself, except a stream, which whoever opens it ends', async (t) => {
  const limits = [];
  t.mock.method(AbortSignal, 'timeout', (millis) => {
    limits.push(millis);
    return AbortSignal.abort(new DOMException('over', 'TimeoutError'));
  });
  globalThis.sessionStorage = { getItem: () => null };
  t.mock.method(globalThis, 'fetch', async (path, { signal }) => {
    signal.throwIfAborted();
    return new Response('{}');
  });
  const over = (failure) => /10 s/.test(reasonOf(failure));
  await assert.rejects(get('status'), over);
  await assert.rejects(send('PUT', 'events/t/e/masks/m', {}), over);
  assert.ok(limits.every((millis) => millis === 10_000));
  await openDecisions('t/e', 'v0', {}, new AbortController().signal);
});

test('a token has only what a header field can carry', () => {
  assert.ok(isToken('!s3cr3t-canary~'));
  for (const text of ['', 'two words', 'tab\t', 'é', 'line\n', '\u007f']) {
    assert.equal(isToken(text), false, JSON.stringify(text));
  }
});
