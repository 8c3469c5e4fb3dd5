import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivalText, againstDue, height } from '../../main/resources/io/liveorigin/serving/console/arrival.js';
import { Decisions } from '../../main/resources/io/liveorigin/serving/console/decisions.js';
import { rowsAround } from '../../main/resources/io/liveorigin/serving/console/rows.js';
import { Viewport } from '../../main/resources/io/liveorigin/serving/console/viewport.js';

const seen = (viewport, edge) => [viewport.first(edge), viewport.last(edge)];

test('the live edge is followed until the lanes are moved, and again when they are back', () => {
  const viewport = new Viewport();
  assert.deepEqual(seen(viewport, 1000), [941, 1000]);
  assert.deepEqual(seen(viewport, 1001), [942, 1001]);
  viewport.move(-10, 1001);
  assert.deepEqual(seen(viewport, 1005), [932, 991]);
  viewport.move(13, 1005);
  assert.equal(viewport.follows, false);
  viewport.move(1, 1005);
  assert.equal(viewport.follows, true);
});

test('the lanes end at the first number, and an event that has just begun is shown whole', () => {
  const viewport = new Viewport();
  viewport.move(-5000, 1000);
  assert.deepEqual(seen(viewport, 1000), [0, 59]);
  const young = new Viewport();
  assert.deepEqual(seen(young, 7), [0, 7]);
  young.move(-3, 7);
  assert.deepEqual(seen(young, 7), [0, 7]);
});

test('a number that is not shown comes to the middle', () => {
  const viewport = new Viewport();
  viewport.show(950, 1000);
  assert.equal(viewport.follows, true);
  viewport.show(500, 1000);
  assert.deepEqual(seen(viewport, 1000), [471, 530]);
});

test('the number under the pointer keeps its place when the lanes are zoomed', () => {
  const viewport = new Viewport(800);
  viewport.zoom(1, 770, 1000);
  assert.deepEqual(seen(viewport, 1000), [756, 785]);
  viewport.zoom(-1, 770, 1000);
  assert.deepEqual(seen(viewport, 1000), [741, 800]);
  const at = new Viewport();
  at.zoom(9, 1000, 1000);
  assert.equal(at.span, 15);
  assert.equal(at.follows, true);
  at.zoom(-9, 1000, 1000);
  assert.equal(at.span, 180);
});

test('what is known is what was read, and what the stream brought since', () => {
  const decisions = new Decisions();
  assert.equal(decisions.covers(0, 0), false);
  decisions.window({ liveEdge: 5000, from: 4700, to: 5000, decisions: [] });
  assert.equal(decisions.covers(4700, 5000), true);
  assert.equal(decisions.covers(4699, 4999), false);
  decisions.add({ number: 5003, revision: 1 });
  assert.equal(decisions.covers(4900, 5003), true);
  // Hours later the numbers between are forgotten.
  decisions.add({ number: 12_000, revision: 1 });
  assert.equal(decisions.covers(9_000, 9_010), false);
  assert.equal(decisions.covers(11_000, 12_000), true);
  assert.equal(decisions.covers(4700, 5000), true);
  decisions.window({ liveEdge: 12_000, from: 100, to: 400, decisions: [] });
  assert.equal(decisions.covers(100, 400), true);
  assert.equal(decisions.covers(300, 500), false);
});

test('what is shown is kept when a long way is gone back', () => {
  const decisions = new Decisions();
  const page = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => ({ number: from + i, revision: 1 }));
  for (let to = 50_000; to > 900; to -= 300) {
    decisions.window({ liveEdge: 50_000, from: to - 900, to, decisions: page(to - 900, to) });
    assert.ok(decisions.of(to - 900) && decisions.of(to), `${to}`);
  }
  assert.equal(decisions.of(25_000), undefined);
  assert.ok(decisions.of(49_000));
});

test('arrivals are against due, and late is above the line', () => {
  const decision = { due: 1000, candidates: [{ pipeline: 'a', arrival: 300 }, { pipeline: 'a', arrival: 1040 }, { pipeline: 'b', arrival: 100 }] };
  assert.equal(againstDue(decision, 'a'), 40);
  assert.equal(againstDue(decision, 'c'), undefined);
  assert.equal(againstDue(undefined, 'a'), undefined);
  assert.ok(height(40) < height(0) && height(0) < height(-900));
  assert.equal(height(60_000), 0);
  assert.equal(height(-60_000), 1);
  assert.equal(arrivalText([-900, undefined, -700, 40]), '−900 to +40 ms');
  assert.equal(arrivalText([undefined]), 'no copy');
});

test('of a thousand rows, those that are seen and some around them are in the document', () => {
  assert.deepEqual(rowsAround(1000, 0, 340, 34), { first: 0, last: 22, before: 0, after: 978 * 34 });
  const middle = rowsAround(1000, 17_000, 340, 34);
  assert.deepEqual(middle, { first: 488, last: 522, before: 488 * 34, after: 478 * 34 });
  assert.deepEqual(rowsAround(3, 5000, 340, 34), { first: 0, last: 3, before: 0, after: 0 });
  assert.deepEqual(rowsAround(0, 0, 340, 34), { first: 0, last: 0, before: 0, after: 0 });
});
