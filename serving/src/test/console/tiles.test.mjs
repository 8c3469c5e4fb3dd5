import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defectKinds,
  pipelineTile,
  viewerTile,
} from '../../main/resources/io/liveorigin/serving/console/tiles.js';

const copy = (pipeline, more = {}) => ({
  pipeline,
  digest: `${pipeline}1`,
  arrival: 900,
  defects: '',
  ...more,
});

const decision = (more = {}) => ({
  number: 7,
  due: 1000,
  decidedAt: 1018,
  winner: 'a',
  winnerDigest: 'a1',
  reason: 'preferred-valid',
  candidates: [copy('a'), copy('b')],
  masked: [],
  ...more,
});

test('defects are named without their parameters', () => {
  assert.deepEqual(defectKinds(''), []);
  assert.deepEqual(defectKinds('truncated;missing=3;source="ingest"'), ['truncated']);
  assert.deepEqual(defectKinds('late;source="a, \\"b\\"; c", dropped-video-frames;count=12'), [
    'late',
    'dropped-video-frames',
  ]);
  assert.deepEqual(defectKinds('late;source="ingest", late;source="packager"'), ['late']);
});

test('viewers got a clean copy of a pipeline', () => {
  assert.equal(viewerTile(decision()).kind, 'clean');
  assert.equal(viewerTile(decision({ winner: 'b', winnerDigest: 'b1' })).letter, 'b');
});

test('viewers got a defective copy, a filler, or nothing', () => {
  const bad = decision({ candidates: [copy('a', { defects: 'truncated' })] });
  assert.deepEqual(viewerTile(bad), {
    kind: 'defective',
    letter: 'a',
    label: 'from a, defective: truncated',
  });
  assert.equal(viewerTile(decision({ madeFromInit: 'f' })).kind, 'filler');
  assert.equal(viewerTile(decision({ winner: undefined, reason: 'missing' })).kind, 'nothing');
  assert.equal(viewerTile(undefined).kind, 'undecided');
});

test('a pipeline delivered a clean, late, defective or masked copy, or none', () => {
  assert.deepEqual(pipelineTile(decision(), 'a'), {
    kind: 'clean',
    letter: '●',
    label: 'clean',
    chosen: true,
  });
  assert.equal(pipelineTile(decision(), 'b').chosen, false);
  assert.equal(pipelineTile(decision(), 'c').kind, 'missing');
  assert.equal(pipelineTile(decision({ masked: ['b'] }), 'b').kind, 'masked');
  assert.equal(pipelineTile(decision({ candidates: [copy('b', { arrival: 1001 })] }), 'b').kind, 'late');
  assert.equal(pipelineTile(decision({ candidates: [copy('b', { defects: 'filler' })] }), 'b').kind, 'defective');
  assert.equal(pipelineTile(undefined, 'a').kind, 'undecided');
});

test('a copy that was not waited for is not missing', () => {
  assert.equal(pipelineTile(decision({ decidedAt: 400, candidates: [copy('a')] }), 'b').kind, 'later');
});

test('of several copies of a pipeline, the newest counts', () => {
  const again = decision({ candidates: [copy('b', { defects: 'truncated' }), copy('b')] });
  assert.equal(pipelineTile(again, 'b').kind, 'clean');
});

test('of several copies of the chosen pipeline, the chosen one counts', () => {
  const again = decision({ candidates: [copy('a'), copy('a', { digest: 'a2', defects: 'truncated' })] });
  assert.equal(pipelineTile(again, 'a').kind, 'clean');
});

test('the origin’s filler is no pipeline’s copy', () => {
  assert.equal(pipelineTile(decision({ madeFromInit: 'f' }), 'a').chosen, false);
});
