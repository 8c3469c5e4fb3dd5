// The latest decisions on a range of numbers, from a window that was read and a stream that goes on.
// Pure.

/** Numbers that are kept below the newest. */
const MOST = 2_000;

export class Decisions {
  #byNumber = new Map();
  /** The largest number that is known to be due or decided. */
  liveEdge = 0;

  /** Takes in a response of the route of decisions. */
  window(document) {
    this.liveEdge = Math.max(this.liveEdge, document.liveEdge);
    document.decisions.forEach((decision) => this.add(decision));
  }

  /** Takes in one decision; an older revision changes nothing. Returns whether it is news. */
  add(decision) {
    const known = this.#byNumber.get(decision.number);
    if (known && known.revision >= decision.revision) {
      return false;
    }
    this.#byNumber.set(decision.number, decision);
    this.liveEdge = Math.max(this.liveEdge, decision.number);
    if (this.#byNumber.size > 2 * MOST) {
      for (const number of this.#byNumber.keys()) {
        if (number <= this.liveEdge - MOST) {
          this.#byNumber.delete(number);
        }
      }
    }
    return true;
  }

  of(number) {
    return this.#byNumber.get(number);
  }
}

/** The numbers of a range, in order. */
export function numbers(from, to) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
