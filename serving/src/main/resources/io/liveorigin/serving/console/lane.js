// The lanes of the page of an event, as elements: the axis, one with a tile for each number, and one
// with the arrival of each number.

import { againstDue, arrivalText, height } from './arrival.js';
import { element, shape } from './dom.js';

/** A label each so many numbers, with its place. */
const LABELS = 10;

/** The height of a chart in its own units. */
const CHART = 100;

/** The axis: numbers, and when they are due. */
export function axis(shown, decisionOf) {
  return element(
    'div',
    { class: 'lane axis', 'aria-hidden': 'true', title: 'Drag to move, turn the wheel to zoom' },
    element('span', { class: 'name' }, 'Number'),
    ...shown.map((number, i) =>
      element('span', { class: 'mark', 'data-axis': number }, number % LABELS === 0 && shown.length - i > LABELS / 2 ? element('span', { class: 'label' }, label(number, decisionOf(number))) : ''),
    ),
  );
}

function label(number, decision) {
  return decision ? `${number} ${new Date(decision.due).toISOString().slice(11, 19)}` : String(number);
}

/**
 * A lane of tiles.
 *
 * @param range the selected numbers
 * @param reachable the number whose tile is in the order of the keyboard, or undefined
 */
export function tiles(name, shown, tileOf, range, reachable) {
  return element(
    'div',
    { class: 'lane', role: 'row', 'data-lane': name },
    element('span', { class: 'name', role: 'rowheader' }, name),
    ...shown.map((number) => {
      const tile = tileOf(number);
      return element(
        'span',
        {
          class: `tile ${tile.kind}${tile.chosen ? ' chosen' : ''}`,
          role: 'gridcell',
          'data-number': number,
          'data-kind': tile.kind,
          'aria-label': `${name}, ${number}: ${tile.label}${tile.chosen ? ', chosen' : ''}`,
          'aria-selected': String(range.has(number)),
          tabindex: number === reachable ? 0 : -1,
          title: `${number}: ${tile.label}`,
        },
        tile.letter,
      );
    }),
  );
}

/** A lane with a dot for each copy: on the line it came when it was due, above it late. */
export function arrivals(pipeline, shown, decisionOf) {
  const times = shown.map((number) => againstDue(decisionOf(number), pipeline));
  const due = height(0) * CHART;
  return element(
    'div',
    { class: 'lane arrival', role: 'row' },
    element('span', { class: 'name', role: 'rowheader' }, `Arrival ${pipeline}`, element('small', {}, arrivalText(times))),
    element(
      'span',
      { class: 'chart', role: 'gridcell', 'aria-label': `Arrival of ${pipeline} against due: ${arrivalText(times)}`, title: arrivalText(times) },
      shape(
        'svg',
        { viewBox: `0 0 ${shown.length} ${CHART}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        shape('line', { class: 'due', x1: 0, x2: shown.length, y1: due, y2: due }),
        ...times.flatMap((time, i) =>
          time === undefined
            ? []
            : [shape('line', { class: time > 0 ? 'after' : 'before', x1: i + 0.5, x2: i + 0.5, y1: due, y2: height(time) * CHART })],
        ),
      ),
    ),
  );
}

/** Returns the meaning of the letters, and the possible actions, as texts. */
export function legend(acts) {
  return [
    '● clean, D defective, L late, – no copy when due, M masked, F filler, ✕ nothing, · not decided or, of a pipeline, decided before its copy came; a frame: chosen. ',
    'Drag the numbers on top, or turn the wheel sideways, to move; turn it up and down, or press + and −, to zoom; press ? for the keys.',
    acts ? ' Drag over tiles to mask or invalidate them.' : '',
  ];
}
