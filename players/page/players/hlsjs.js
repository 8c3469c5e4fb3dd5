/** hls.js with its defaults, with which it never plays faster than 1. */
export const script = '/modules/hls.js/dist/hls.min.js';

export async function start(video, url, onError, { subtitles, catchUp }) {
  const { Hls } = window;
  const hls = new Hls(catchUp ? { maxLiveSyncPlaybackRate: 1.1 } : {});
  hls.on(Hls.Events.ERROR, (_, data) =>
    onError(data.fatal, `${data.type} ${data.details} ${data.response?.code ?? ''} ${data.reason ?? ''}`));
  if (subtitles) {
    // Before its text tracks are there, hls.js takes the choice back when they come.
    video.addEventListener('playing', () => { hls.subtitleTrack = 0; }, { once: true });
  }
  hls.loadSource(url);
  hls.attachMedia(video);
  hls.once(Hls.Events.MANIFEST_PARSED, () => video.play());
  return {
    version: Hls.version,
    date: () => hls.playingDate?.getTime() ?? null,
    lag: () => (hls.targetLatency === null ? NaN : hls.latency - hls.targetLatency),
    seekBack: (seconds) => { video.currentTime -= seconds; },
    seekLive: () => { video.currentTime = hls.liveSyncPosition; },
  };
}
