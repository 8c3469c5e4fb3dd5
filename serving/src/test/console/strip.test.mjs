import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decisions, numbers } from '../../main/resources/io/liveorigin/serving/console/decisions.js';
import { availability, availabilityText, runs } from '../../main/resources/io/liveorigin/serving/console/strip.js';

const copy = (pipeline, more = {}) => ({ pipeline, digest: `${pipeline}1`, arrival: 900, defects: '', ...more });
const decision = (number, more = {}) => ({
  number,
  revision: 1,
  due: 1000,
  decidedAt: 1018,
  winner: 'a',
  winnerDigest: 'a1',
  reason: 'preferred-valid',
  candidates: [copy('a'), copy('b')],
  masked: [],
  ...more,
});

test('neighbours of a kind are one run', () => {
  const all = new Map([
    [1, decision(1)],
    [2, decision(2)],
    [3, decision(3, { winner: undefined })],
  ]);
  assert.deepEqual(
    runs(numbers(1, 4), (number) => all.get(number)).map(({ kind, from, to }) => [kind, from, to]),
    [
      ['clean', 1, 2],
      ['nothing', 3, 3],
      ['undecided', 4, 4],
    ],
  );
});

test('availability counts only what is known', () => {
  const all = new Map([
    [1, decision(1)],
    [2, decision(2, { candidates: [copy('a')] })],
    [3, decision(3, { candidates: [copy('a')], decidedAt: 400 })],
    [4, decision(4, { masked: ['b'] })],
    [5, decision(5, { candidates: [copy('a'), copy('b', { defects: 'truncated' })] })],
    [6, decision(6, { candidates: [copy('a'), copy('b', { arrival: 1001 })] })],
  ]);
  assert.deepEqual(availability(numbers(1, 7), (number) => all.get(number), 'b'), { good: 2, known: 4 });
  assert.equal(availabilityText('b', { good: 2999, known: 3000 }), 'b 99.9 %');
  assert.equal(availabilityText('b', { good: 0, known: 0 }), 'b –');
});

test('the newest revision counts, in whatever order window and stream come', () => {
  const decisions = new Decisions();
  assert.equal(decisions.add(decision(7, { revision: 2, winner: 'b' })), true);
  decisions.window({ liveEdge: 9, decisions: [decision(7), decision(8)] });
  assert.equal(decisions.of(7).winner, 'b');
  assert.equal(decisions.of(8).revision, 1);
  assert.equal(decisions.liveEdge, 9);
  assert.equal(decisions.add(decision(12)), true);
  assert.equal(decisions.liveEdge, 12);
});

test('old numbers are forgotten', () => {
  const decisions = new Decisions();
  for (let number = 1; number <= 5_000; number++) {
    decisions.add(decision(number));
  }
  assert.equal(decisions.of(1), undefined);
  assert.notEqual(decisions.of(5_000 - 1_999), undefined);
});
