/**
 * Runs in a page before anything else: its scripts see a clock that is wrong by so many
 * milliseconds. What does not come from Date (performance.now) is right.
 */
export function wrongClock(millis) {
  const Real = Date;
  window.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [Real.now() + millis] : args, newTarget),
    apply: () => new Real(Real.now() + millis).toString(),
    get: (target, key) => (key === 'now' ? () => Real.now() + millis : Reflect.get(target, key)),
  });
}
