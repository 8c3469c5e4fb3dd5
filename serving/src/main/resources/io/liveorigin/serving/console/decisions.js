// The latest decisions on a range of numbers, from a window that was read and a stream that goes on.
// Pure.

/** Numbers that are kept below the newest, and as many around what was read last. */
const MOST = 2_000;

export class Decisions {
  #byNumber = new Map();
  /** The range that was read last, and the live edge then. */
  #read = { from: Infinity, to: -1 };
  #readEdge = 0;
  /** The largest number that is known to be due or decided. */
  liveEdge = 0;

  /** Takes in a response of the route of decisions. */
  window(document) {
    this.liveEdge = Math.max(this.liveEdge, document.liveEdge);
    this.#read = { from: document.from, to: document.to };
    this.#readEdge = document.liveEdge;
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
        if (number <= this.liveEdge - MOST && (number < this.#read.from - MOST / 2 || number > this.#read.to + MOST / 2)) {
          this.#byNumber.delete(number);
        }
      }
    }
    return true;
  }

  /** Whether a window was read. */
  get isRead() {
    return this.#read.to >= 0;
  }

  /** Whether everything that is decided about these numbers was read, or comes by the stream. */
  covers(from, to) {
    const inWindow = from >= this.#read.from && to <= this.#read.to;
    const followed = this.#read.to >= this.#readEdge && from >= Math.max(this.#read.from, this.liveEdge - MOST);
    return inWindow || followed;
  }

  of(number) {
    return this.#byNumber.get(number);
  }
}

/** The numbers of a range, in order. */
export function numbers(from, to) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
