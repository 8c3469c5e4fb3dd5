/** shaka-player with its defaults, with which it never plays faster than 1. */
export const script = '/modules/shaka-player/dist/shaka-player.compiled.js';

const CRITICAL = 2;

/** Of HTTP: refused, failed, timed out. Of a live stream they are tried again for ever. */
const TRIED_AGAIN = [1001, 1002, 1003];

export async function start(video, url, onError, { catchUp }) {
  window.shaka.polyfill.installAll();
  const player = new window.shaka.Player();
  player.addEventListener('error', ({ detail }) =>
    onError(
      detail.severity === CRITICAL && !TRIED_AGAIN.includes(detail.code),
      `${detail.code} ${JSON.stringify(detail.data)}`));
  // Its own limit is 1.1.
  player.configure('streaming.liveSync.enabled', catchUp);
  await player.attach(video);
  await player.load(url);
  await video.play();
  return {
    version: window.shaka.Player.version,
    // Where the manifest has no dates: availabilityStartTime + presentation time.
    date: () => player.getPlayheadTimeAsDate()?.getTime() ?? null,
    // The end of its seek range is where it wants to be.
    lag: () => player.seekRange().end - video.currentTime,
    seekBack: (seconds) => { video.currentTime -= seconds; },
    seekLive: () => player.goToLive(),
  };
}
