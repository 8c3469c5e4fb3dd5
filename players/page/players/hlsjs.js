/** hls.js with its defaults. */
export const script = '/modules/hls.js/dist/hls.min.js';

export async function start(video, url, onError, subtitles) {
  const { Hls } = window;
  const hls = new Hls();
  hls.on(Hls.Events.ERROR, (_, data) =>
    onError(data.fatal, `${data.type} ${data.details} ${data.response?.code ?? ''} ${data.reason ?? ''}`));
  if (subtitles) {
    hls.once(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => { hls.subtitleTrack = 0; });
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
