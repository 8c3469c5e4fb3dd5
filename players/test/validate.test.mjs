import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate } from '../lib/validate.mjs';

const lines = (...all) => all.join('\n') + '\n';
const MEDIA = [
  '#EXTM3U',
  '#EXT-X-VERSION:9',
  '#EXT-X-TARGETDURATION:2',
  '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6,CAN-SKIP-UNTIL=12',
  '#EXT-X-MEDIA-SEQUENCE:897686514',
  '#EXT-X-DISCONTINUITY-SEQUENCE:0',
  '#EXT-X-MAP:URI="init-v180-0123456789abcdef.mp4"',
  '#EXT-X-PROGRAM-DATE-TIME:2026-11-29T05:00:00.000Z',
  '#EXTINF:2.000000,',
  'v180-897686514.m4s',
];

test('a media playlist of ours is read alike by both', () => {
  const said = validate(lines(...MEDIA));
  assert.deepEqual(said.errors, []);
  assert.equal(said.kind, 'media');
  assert.equal(said.mediaSequence, 897686514);
  assert.equal(said.segments, 1);
});

test('a segment longer than the target duration is refused', () => {
  const longer = MEDIA.map((line) => line.replace('EXTINF:2.000000', 'EXTINF:2.600000'));
  assert.notDeepEqual(validate(lines(...longer)).errors, []);
});

test('what is no playlist is refused', () => {
  assert.notDeepEqual(validate('<html/>').errors, []);
});
