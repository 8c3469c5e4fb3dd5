// Which numbers the lanes show: it follows the live edge until it is moved. Pure.

/** How many numbers may be shown. */
const SPANS = [15, 30, 60, 90, 120, 180];

export class Viewport {
  #span = 60;

  /** @param to the last number that is shown; undefined follows the live edge */
  constructor(to) {
    this.to = to;
  }

  get span() {
    return this.#span;
  }

  get follows() {
    return this.to === undefined;
  }

  last(liveEdge) {
    return this.to ?? liveEdge;
  }

  first(liveEdge) {
    return Math.max(0, this.last(liveEdge) - this.#span + 1);
  }

  has(number, liveEdge) {
    return number >= this.first(liveEdge) && number <= this.last(liveEdge);
  }

  follow() {
    this.to = undefined;
  }

  /** Moves by that many numbers; at the live edge it follows again. */
  move(by, liveEdge) {
    this.#end(this.last(liveEdge) + by, liveEdge);
  }

  /** Moves so that the number is shown, in the middle unless it is shown already. */
  show(number, liveEdge) {
    if (!this.has(number, liveEdge)) {
      this.#end(number + Math.floor(this.#span / 2), liveEdge);
    }
  }

  /**
   * Shows fewer numbers (steps > 0) or more.
   *
   * @param at a number that keeps its place
   */
  zoom(steps, at, liveEdge) {
    const next = SPANS[Math.max(0, Math.min(SPANS.length - 1, SPANS.indexOf(this.#span) - steps))];
    const after = ((this.last(liveEdge) - at) * next) / this.#span;
    this.#span = next;
    if (!this.follows || after >= 1) {
      this.#end(at + Math.round(after), liveEdge);
    }
  }

  #end(to, liveEdge) {
    this.to = to >= liveEdge ? undefined : Math.max(Math.min(this.#span - 1, liveEdge), to);
  }
}
