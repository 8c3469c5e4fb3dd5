import HLS from 'hls-parser';
import m3u8 from 'm3u8-parser';

// It throws on what it refuses, instead of writing it to the console and going on.
HLS.setOptions({ strictMode: true, silent: true });

function byHlsParser(text, errors) {
  try {
    return HLS.parse(text);
  } catch (e) {
    errors.push(`hls-parser: ${e.message}`);
    return null;
  }
}

function byM3u8Parser(text, errors) {
  const parser = new m3u8.Parser();
  parser.on('warn', ({ message }) => errors.push(`m3u8-parser: ${message}`));
  parser.push(text);
  parser.end();
  return parser.manifest;
}

function compare(errors, what, one, other) {
  if (one !== other) {
    errors.push(`${what} is ${one} to hls-parser and ${other} to m3u8-parser`);
  }
}

/** What both parsers say of a playlist. */
export function validate(text) {
  const errors = [];
  const one = byHlsParser(text, errors);
  const other = byM3u8Parser(text, errors);
  if (one === null) {
    return { kind: 'unknown', errors };
  }
  if (one.isMasterPlaylist) {
    compare(errors, 'number of variants', one.variants.length, other.playlists?.length ?? 0);
    return { kind: 'master', errors, variants: one.variants.length };
  }
  compare(errors, 'media sequence', one.mediaSequenceBase, other.mediaSequence);
  compare(errors, 'discontinuity sequence', one.discontinuitySequenceBase, other.discontinuitySequence ?? 0);
  compare(errors, 'target duration', one.targetDuration, other.targetDuration);
  compare(errors, 'number of segments', one.segments.length, other.segments.length);
  one.segments.forEach((segment, i) => {
    compare(errors, `URI of segment ${i}`, segment.uri, other.segments[i]?.uri);
    compare(errors, `EXTINF of segment ${i}`, segment.duration, other.segments[i]?.duration);
  });
  return {
    kind: 'media',
    errors,
    mediaSequence: one.mediaSequenceBase,
    discontinuitySequence: one.discontinuitySequenceBase,
    targetDuration: one.targetDuration,
    segments: one.segments.length,
  };
}
