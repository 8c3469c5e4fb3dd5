/*
 * Runs in the page: loads one player, starts it, and writes down where its playhead is every 100 ms.
 * window.watch(player, url, options) begins, with options.subtitles and options.catchUp; window.taken() gives what has been
 * written since it was last asked. Whatever the player is told about the time of day (lib/clock.mjs), the samples have the
 * true one: performance.timeOrigin is not changed.
 */
const SAMPLE_MILLIS = 100;
const TEXT_EVERY = 5;

const video = document.getElementById('video');
const text = document.getElementById('text');
let samples = [];
let errors = [];
let player = null;

const now = () => performance.timeOrigin + performance.now();
const rounded = (value, digits) =>
  Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
const orNull = (read) => {
  try {
    return read();
  } catch {
    // Players refuse questions about a presentation that they do not have yet.
    return null;
  }
};

function bufferedAhead() {
  for (let i = 0; i < video.buffered.length; i++) {
    if (video.buffered.start(i) <= video.currentTime + 0.1 && video.currentTime < video.buffered.end(i)) {
      return video.buffered.end(i) - video.currentTime;
    }
  }
  return 0;
}

/** The text of the cues that show now; null where no subtitles are on. */
function shown() {
  const on = [...video.textTracks].find(({ kind, mode }) => kind === 'subtitles' && mode === 'showing');
  return on ? [...(on.activeCues ?? [])].map((cue) => cue.text).join('\n') : null;
}

function sample() {
  const quality = video.getVideoPlaybackQuality();
  return {
    at: rounded(now(), 0),
    time: rounded(video.currentTime, 3),
    date: rounded(orNull(() => player.date()), 0),
    lag: rounded(orNull(() => player.lag()), 3),
    ahead: rounded(bufferedAhead(), 2),
    frames: quality.totalVideoFrames,
    dropped: quality.droppedVideoFrames,
    height: video.videoHeight,
    rate: video.playbackRate,
    paused: video.paused,
    ended: video.ended,
    text: orNull(shown),
  };
}

function load(script) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = script;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${script} cannot be loaded`));
    document.head.append(element);
  });
}

window.watch = async (name, url, options) => {
  const adapter = await import(`/page/players/${name}.js`);
  await load(adapter.script);
  let taken = 0;
  setInterval(() => {
    const one = sample();
    samples.push(one);
    if (taken++ % TEXT_EVERY === 0) {
      text.textContent = `${name} ${player?.version ?? ''}\n${url}\n${JSON.stringify(one)}`;
    }
  }, SAMPLE_MILLIS);
  const onError = (fatal, what) => errors.push({ at: now(), fatal, what: what.slice(0, 500) });
  video.addEventListener('error', () =>
    onError(true, `media element: ${video.error?.code} ${video.error?.message}`));
  try {
    player = await adapter.start(video, url, onError, options);
    window.version = player.version;
  } catch (e) {
    onError(true, `${name} did not start: ${e?.code ?? ''} ${e?.message ?? e}`);
  }
};

window.taken = () => {
  const batch = { samples, errors };
  samples = [];
  errors = [];
  return batch;
};

window.seekBack = (seconds) => player.seekBack(seconds);
window.seekLive = () => player.seekLive();
window.ready = true;
