/** A playhead that stands for longer than this has stopped. Samples are 100 ms apart. */
const STOP_MILLIS = 300;

/** A step that is so much longer than the time that passed was a jump over a hole. */
const JUMP_MILLIS = 300;

/** For so long after the start or a seek nothing is said about latency. */
const SETTLE_MILLIS = 5000;

/** The same of a player that catches up, by a tenth of a second each second. */
const CATCH_UP_MILLIS = 15_000;

/** A player that stands so near to the end, s, has played all, and waits to be told that this is the end. */
const AT_END_SECONDS = 0.3;

/**
 * What samples of a playhead say. Pure.
 *
 * samples: at (epoch ms), time (s, of the media element), date (epoch ms, what the player takes the
 * playhead for) or null, lag (s behind where the player wants to be) or null, frames, dropped, ended
 * (whether there is nothing more to play; what comes after that does not count).
 * watched: dateShiftMillis, began, seeks with at, requests with status, errors with fatal and busy
 * (the origin's last refusal was a 503), givenUp (errors of players that were started again), catchUp
 * (whether it plays faster to get back to where it wants to be).
 */
export function summary(samples, watched) {
  // Players are sent to the live edge before they play: that is no movement yet.
  const first = samples.findIndex((s, i) =>
    i > 0 && s.time > samples[i - 1].time && s.time - samples[i - 1].time < 1);
  const base = {
    started: first >= 0,
    givenUp: (watched.givenUp ?? []).filter((e) => e.fatal).map((e) => e.what),
    fatal: watched.errors.filter((e) => e.fatal && !e.busy).map((e) => e.what),
    statuses: statuses(watched.requests),
  };
  if (first < 0) {
    return base;
  }
  const over = samples.findIndex((s) => s.ended);
  const played = samples.slice(first, over > first ? over + 1 : samples.length);
  const seeks = watched.seeks ?? [];
  const end = played.at(-1);
  const atEnd = ({ time }) => end.ended && end.time - time < AT_END_SECONDS;
  const stops = stopsOf(played)
    .filter((stop) => !atEnd(stop) && !seeks.some((s) => within(s.at, stop)));
  const settleMillis = watched.catchUp ? CATCH_UP_MILLIS : SETTLE_MILLIS;
  const settled = played.filter(({ at }) =>
    at - played[0].at > settleMillis && live(at, seeks, settleMillis));
  return {
    ...base,
    startMillis: played[0].at - watched.began,
    watchedMillis: end.at - played[0].at,
    stops,
    longestStopMillis: Math.max(0, ...stops.map((s) => s.millis)),
    seekMillis: seeks.map((seek) => seekMillis(played, seek)),
    jumps: jumpsOf(played, seeks),
    lagSeconds: range(settled.map((s) => s.lag)),
    latencySeconds: range(settled.map((s) =>
      s.date === null ? null : (s.at - s.date + (watched.dateShiftMillis ?? 0)) / 1000)),
    ended: end.ended ?? false,
    frames: end.frames - played[0].frames,
    dropped: end.dropped - played[0].dropped,
    lastDate: end.date === null ? null : end.date - (watched.dateShiftMillis ?? 0),
  };
}

/** Whether the player is where it wants to be: not on its way after a seek, and not behind by order. */
function live(at, seeks, settleMillis) {
  const last = seeks.filter((s) => s.at <= at).at(-1);
  return !last || (last.live && at >= last.at + settleMillis);
}

function within(at, stop) {
  return at >= stop.at - 200 && at <= stop.at + stop.millis;
}

/** Runs of samples in which the playhead does not move, and the one that is still running. */
export function stopsOf(samples) {
  const stops = [];
  let standing = 0;
  for (let i = 1; i <= samples.length; i++) {
    if (i < samples.length && samples[i].time === samples[standing].time) {
      continue;
    }
    const until = samples[Math.min(i, samples.length - 1)].at;
    const millis = until - samples[standing].at;
    if (i - standing > 1 && millis > STOP_MILLIS) {
      stops.push({ at: samples[standing].at, millis, time: samples[standing].time });
    }
    standing = i;
  }
  return stops;
}

function jumpsOf(samples, seeks) {
  const jumps = [];
  for (let i = 1; i < samples.length; i++) {
    const passed = samples[i].at - samples[i - 1].at;
    const moved = (samples[i].time - samples[i - 1].time) * 1000;
    const sought = seeks.some((s) => s.at >= samples[i - 1].at - 1500 && s.at <= samples[i].at);
    if (Math.abs(moved) > 1.5 * passed + JUMP_MILLIS && !sought) {
      jumps.push({ at: samples[i].at, millis: Math.round(moved) });
    }
  }
  return jumps;
}

/** From the seek until the playhead moves on from where it was sent. */
function seekMillis(samples, seek) {
  const before = samples.filter((s) => s.at < seek.at).length;
  const after = samples.slice(Math.max(0, before - 1));
  const landed = after.findIndex((s, i) => i > 0 && Math.abs(s.time - after[i - 1].time) > 1);
  const target = Math.max(0, landed);
  const moves = after.findIndex((s, i) => i > target && s.time > after[i - 1].time);
  return moves < 0 ? null : after[moves].at - seek.at;
}

function range(values) {
  const known = values.filter((v) => v !== null && Number.isFinite(v)).sort((a, b) => a - b);
  if (known.length === 0) {
    return null;
  }
  const at = (share) => Number(known[Math.floor(share * (known.length - 1))].toFixed(2));
  return { min: at(0), median: at(0.5), max: at(1) };
}

function statuses(requests) {
  const counts = {};
  for (const { status } of requests) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}
