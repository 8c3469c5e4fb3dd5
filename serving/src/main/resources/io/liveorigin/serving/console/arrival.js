// When the copies of a pipeline came, against the instant at which they were due. Pure.

/** The chart ends here, ms before and after due. */
const EARLIEST = -4_000;
const LATEST = 1_000;

/** The newest copy's arrival less due, ms; undefined if the decision knows none. */
export function againstDue(decision, pipeline) {
  const copy = decision?.candidates.filter((each) => each.pipeline === pipeline).at(-1);
  return copy && copy.arrival - decision.due;
}

/**
 * Returns the position of a time in a chart: 0 is the top, and late; 1 the bottom, and early.
 */
export function height(millis) {
  const shown = Math.max(EARLIEST, Math.min(LATEST, millis));
  return (LATEST - shown) / (LATEST - EARLIEST);
}

/** A text such as `−812 to +40 ms`. */
export function arrivalText(times) {
  const known = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  return known.length === 0 ? 'no copy' : `${signed(known[0])} to ${signed(known.at(-1))} ms`;
}

function signed(millis) {
  return `${millis > 0 ? '+' : millis < 0 ? '−' : ''}${Math.abs(millis)}`;
}
