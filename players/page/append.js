/*
 * Runs in the page: window.append(type, start, urls) gives the media segments at those URLs, an init segment first, to
 * one SourceBuffer, and plays what is buffered, four times as fast as it is. Media time start, s, is presented at 0: as
 * players do, because a media element counts inexactly so far from 0.
 */
const FAST = 4;
const LIMIT_MILLIS = 60_000;
const video = document.getElementById('video');

const happens = (target, name) =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener('error', () => reject(new Error(video.error?.message ?? `${name} never came`)), { once: true });
  });

const ranges = (buffered) =>
  Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)]);

async function appended(type, start, urls) {
  const source = new MediaSource();
  const opened = happens(source, 'sourceopen');
  video.src = URL.createObjectURL(source);
  await opened;
  const buffer = source.addSourceBuffer(type);
  buffer.timestampOffset = -start;
  for (const url of urls) {
    const bytes = await (await fetch(url)).arrayBuffer();
    const done = happens(buffer, 'updateend');
    buffer.appendBuffer(bytes);
    await done;
  }
  source.endOfStream();
  return ranges(video.buffered);
}

/**
 * Plays through a range, and gives the picture's count of frames.
 *
 * near: how near to its end is near enough, s: before a gap a media element stops early.
 */
async function played([start, end], near) {
  video.currentTime = start;
  video.playbackRate = FAST;
  await video.play();
  const limit = performance.now() + LIMIT_MILLIS;
  while (video.currentTime < end - near && !video.ended) {
    if (video.error) {
      throw new Error(video.error.message);
    }
    if (performance.now() > limit) {
      throw new Error(`playing stands at ${video.currentTime} of ${end}`);
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  video.pause();
  return video.getVideoPlaybackQuality().totalVideoFrames;
}

window.append = async (type, start, urls) => {
  if (!MediaSource.isTypeSupported(type)) {
    return { supported: false, ranges: [], frames: 0, error: '' };
  }
  const seen = { supported: true, ranges: [], frames: 0, error: '' };
  try {
    seen.ranges = await appended(type, start, urls);
    for (const range of seen.ranges) {
      seen.frames = await played(range, range === seen.ranges.at(-1) ? 0.05 : 0.5);
    }
  } catch (e) {
    seen.error = `${e.message ?? e}`;
  }
  return seen;
};
window.ready = true;
