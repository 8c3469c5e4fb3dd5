import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopsOf, summary } from '../lib/timeline.mjs';

/** Samples 100 ms apart with these times; live is 6 s ahead when it begins. */
const samples = (times) =>
  times.map((time, i) => ({
    at: 1_000_000 + 100 * i,
    time,
    date: 994_000 + 1000 * time,
    lag: 0.5,
    frames: i,
    dropped: 0,
  }));
const played = (count, from = 0) => Array.from({ length: count }, (_, i) => from + i / 10);
const watched = (more = {}) => ({ began: 999_000, errors: [], requests: [], seeks: [], ...more });

test('a playhead that moves has no stop', () => {
  const seen = summary(samples(played(100)), watched());
  assert.equal(seen.started, true);
  assert.deepEqual(seen.stops, []);
  assert.deepEqual(seen.jumps, []);
  assert.deepEqual(seen.latencySeconds, { min: 6, median: 6, max: 6 });
});

test('a stop is told with its length, and makes the latency grow', () => {
  const seen = summary(samples([...played(60), ...Array(20).fill(5.9), ...played(60, 6)]), watched());
  assert.equal(seen.stops.length, 1);
  assert.equal(seen.longestStopMillis, 2100);
  assert.equal(seen.latencySeconds.max, 8);
});

test('a stop that does not end is one', () => {
  assert.equal(stopsOf(samples([...played(10), ...Array(50).fill(0.9)]))[0].millis, 5000);
});

test('standing for two samples is no stop', () => {
  assert.deepEqual(stopsOf(samples([0, 0.1, 0.2, 0.2, 0.3, 0.4])), []);
});

test('a jump over a hole is told', () => {
  const seen = summary(samples([...played(30), ...played(30, 5)]), watched());
  assert.deepEqual(seen.jumps.map((j) => j.millis), [2100]);
});

test('a seek is neither a jump nor a stop, and is timed', () => {
  const times = [...played(50, 60), ...Array(8).fill(30), ...played(50, 30.1)];
  const seen = summary(samples(times), watched({ seeks: [{ at: 1_004_950, back: 35 }] }));
  assert.deepEqual(seen.jumps, []);
  assert.deepEqual(seen.seekMillis, [850]);
});

test('a seek after which nothing moves took for ever', () => {
  const times = [...played(50, 60), ...Array(50).fill(30)];
  assert.deepEqual(
    summary(samples(times), watched({ seeks: [{ at: 1_004_950, back: 35 }] })).seekMillis, [null]);
});

test('being sent to the live edge is no movement', () => {
  const seen = summary(samples([0, 0, 0, 591, ...Array(20).fill(591), ...played(60, 591.1)]), watched());
  assert.deepEqual(seen.stops, []);
  assert.deepEqual(seen.jumps, []);
});

test('latency counts only where the player wants to be live', () => {
  const times = [...played(100, 60), ...played(100, 30), ...played(100, 80)];
  const seen = summary(samples(times), watched({
    seeks: [{ at: 1_009_950, back: 40 }, { at: 1_019_950, live: true }],
  }));
  assert.deepEqual([seen.latencySeconds.min, seen.latencySeconds.max], [-54, -54]);
  assert.deepEqual(seen.seekMillis, [150, 150]);
});

test('who never moves has not started', () => {
  const seen = summary(samples(Array(20).fill(0)), watched({
    errors: [{ at: 1, fatal: true, what: 'no codec' }],
    requests: [{ status: 404 }, { status: 404 }, { status: 200 }],
  }));
  assert.equal(seen.started, false);
  assert.deepEqual(seen.fatal, ['no codec']);
  assert.deepEqual(seen.statuses, { 200: 1, 404: 2 });
});

test('a playhead at the end of the presentation has not stopped', () => {
  const times = [...played(60), ...Array(50).fill(6)];
  const ended = samples(times).map((s, i) => ({ ...s, ended: i >= 60 }));
  assert.deepEqual(summary(ended, watched()).stops, []);
  assert.equal(summary(ended, watched()).ended, true);
  assert.equal(summary(samples(times), watched()).ended, false);
  const waits = samples([...played(60), ...Array(50).fill(5.9), 6, 6]);
  waits.slice(-2).forEach((s) => { s.ended = true; });
  assert.deepEqual(summary(waits, watched()).stops, []);
});

test('a player that catches up has longer for it', () => {
  const late = samples(played(300)).map((s, i) => ({ ...s, lag: i < 120 ? 3 : 1 }));
  assert.equal(summary(late, watched()).lagSeconds.max, 3);
  assert.equal(summary(late, watched({ catchUp: true })).lagSeconds.max, 1);
});
