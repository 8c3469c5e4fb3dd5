/** dash.js with its defaults, with which it plays faster than 1 only where the MPD says how fast. */
export const script = '/modules/dashjs/dist/modern/umd/dash.all.min.js';

/** The keys of CMCD version 2 (CTA-5004-B) that the origin reads. */
const KEYS = [
  'bl', 'br', 'bs', 'bsd', 'cid', 'cmsdd', 'cmsds', 'e', 'ec', 'ltc', 'msd', 'mtp', 'ot', 'rc', 'sf', 'sid', 'sn',
  'st', 'sta', 'ts', 'ttfb', 'ttlb', 'url', 'v',
];

export async function start(video, url, onError, { catchUp, reports, content }) {
  const player = window.dashjs.MediaPlayer().create();
  // What dash.js calls an error it has not mended.
  player.on('error', ({ error }) => onError(true, `${error?.code} ${error?.message}`));
  if (catchUp) {
    player.updateSettings({
      streaming: { liveCatchup: { enabled: true, playbackRate: { min: -0.1, max: 0.1 } } },
    });
  }
  if (reports) {
    player.updateSettings({
      streaming: {
        cmcd: {
          enabled: true,
          version: 2,
          contentID: content,
          eventTargets: [{
            enabled: true, url: reports, events: ['ps', 'rr', 'e', 't'], interval: 10, batchSize: 1, enabledKeys: KEYS,
          }],
        },
      },
    });
  }
  player.initialize(video, url, true);
  return {
    version: player.getVersion(),
    date: () => {
      const seconds = player.isReady() ? player.timeAsUTC() : NaN;
      return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
    },
    lag: () => player.getCurrentLiveLatency() - player.getTargetLiveDelay(),
    seekBack: (seconds) => player.seekToPresentationTime(video.currentTime - seconds),
    seekLive: () => player.seekToOriginalLive(),
  };
}
