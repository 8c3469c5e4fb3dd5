// The selected numbers: one, or a range that is dragged or extended with Shift. Pure.

export class Range {
  #anchor;
  #end;

  constructor(number) {
    this.#anchor = number;
    this.#end = number;
  }

  get isEmpty() {
    return this.#anchor === undefined;
  }

  /** The number that the keyboard moves. */
  get end() {
    return this.#end;
  }

  get first() {
    return Math.min(this.#anchor, this.#end);
  }

  get last() {
    return Math.max(this.#anchor, this.#end);
  }

  select(number) {
    this.#anchor = number;
    this.#end = number;
  }

  /** Extends the range to a number; an empty one begins there. */
  extend(number) {
    this.#anchor ??= number;
    this.#end = number;
  }

  has(number) {
    return !this.isEmpty && number >= this.first && number <= this.last;
  }
}
