// Pointer, wheel and keys on the lanes, as what they mean: select, move, zoom, act, follow.

import { isForPage } from './dom.js';

/** Pixels of a wheel's step, for wheels that count in pixels, lines or pages. */
const WHEEL = { 0: 1, 1: 16, 2: 400 };

/** Pixels of the wheel for one step of the zoom. */
const ZOOM = 100;

/** A pinch is told as small steps of the wheel. */
const PINCH = 10;

/**
 * Listens until the returned function is called.
 *
 * @param lanes takes pointer and wheel; the keys come from the whole page
 * @param to `{select(number, extends), step(by, extends), move(by), zoom(steps, number), page(), follow(), act(), dropped()}`;
 *     numbers may be undefined
 */
export function gestures(lanes, to) {
  let dragging;
  /** Where the axis was taken hold of, in pixels, and by how many numbers it was moved. */
  let held;
  let wheeled = 0;

  function numberAt(event) {
    const tile = event.target.closest?.('[data-number]');
    return tile ? Number(tile.dataset.number) : undefined;
  }

  function tileWidth() {
    const mark = lanes.querySelector('[data-axis]');
    return mark ? Math.max(1, mark.getBoundingClientRect().width) : 20;
  }

  function down(pointer) {
    const number = numberAt(pointer);
    if (pointer.button !== 0) {
      return;
    }
    if (pointer.target.closest?.('.axis')) {
      pointer.preventDefault();
      held = { x: pointer.clientX, moved: 0 };
    } else if (number !== undefined) {
      // Otherwise the browser selects text, and a touch keeps the first tile as its target.
      pointer.preventDefault();
      if (pointer.target.hasPointerCapture(pointer.pointerId)) {
        pointer.target.releasePointerCapture(pointer.pointerId);
      }
      dragging = number;
      to.select(number, pointer.shiftKey);
    }
  }

  /** Ends what is dragged without acting: the browser took the touch, or the button was let go elsewhere. */
  function forget() {
    held = undefined;
    dragging = undefined;
  }

  function forgetReleased(pointer) {
    if (!(pointer.buttons & 1)) {
      forget();
    }
  }

  function over(pointer) {
    forgetReleased(pointer);
    const number = numberAt(pointer);
    if (dragging !== undefined && number !== undefined && number !== dragging) {
      dragging = number;
      to.select(number, true);
    }
  }

  function drag(pointer) {
    forgetReleased(pointer);
    if (held) {
      const by = Math.round((held.x - pointer.clientX) / tileWidth());
      to.move(by - held.moved);
      held.moved = by;
    }
  }

  function drop() {
    held = undefined;
    if (dragging !== undefined) {
      dragging = undefined;
      to.dropped();
    }
  }

  /** Up and down, or with a pinch (which browsers tell as Ctrl), the wheel zooms; sideways it moves. */
  function wheel(event) {
    event.preventDefault();
    const pixels = WHEEL[event.deltaMode];
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY)) {
      wheeled += (sideways * pixels) / tileWidth();
      const by = Math.trunc(wheeled);
      wheeled -= by;
      to.move(by);
      return;
    }
    wheeled += (event.deltaY * pixels * (event.ctrlKey ? PINCH : 1)) / ZOOM;
    const steps = Math.trunc(wheeled);
    wheeled -= steps;
    const at = event.target.closest?.('[data-number], [data-axis]')?.dataset;
    to.zoom(-steps, at && Number(at.number ?? at.axis));
  }

  function key(event) {
    if (isForPage(event)) {
      keys(event);
    }
  }

  function keys(event) {
    const meaning = {
      ArrowLeft: () => to.step(-1, event.shiftKey),
      j: () => to.step(-1, event.shiftKey),
      ArrowRight: () => to.step(1, event.shiftKey),
      k: () => to.step(1, event.shiftKey),
      PageUp: () => to.step(-to.page(), event.shiftKey),
      PageDown: () => to.step(to.page(), event.shiftKey),
      End: () => to.follow(),
      '+': () => to.zoom(1),
      '-': () => to.zoom(-1),
      m: () => to.act(),
    }[event.key];
    if (meaning) {
      event.preventDefault();
      meaning();
    }
  }

  lanes.addEventListener('pointerdown', down);
  lanes.addEventListener('pointerover', over);
  lanes.addEventListener('wheel', wheel, { passive: false });
  addEventListener('keydown', key);
  addEventListener('pointermove', drag);
  addEventListener('pointerup', drop);
  addEventListener('pointercancel', forget);
  return () => {
    removeEventListener('keydown', key);
    removeEventListener('pointermove', drag);
    removeEventListener('pointerup', drop);
    removeEventListener('pointercancel', forget);
  };
}
