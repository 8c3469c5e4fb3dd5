// The page of all events: one row for each, from GET /status, with a strip for the first ones.

import { get } from './api.js';
import { element } from './dom.js';
import { stripOf } from './strip.js';

const HEAD = ['Event', 'Live edge', 'Decided', 'Behind', 'Taken from', 'Defective', 'Masked', 'Missing', 'Held', 'Viewers got', 'Available'];

/** A node allows 16 streams of one credential, and several pages may be open. */
const STRIPS = 5;

/**
 * @param failed is told of failures of streams
 */
export function eventsPage(view, failed) {
  const filter = element('input', {
    type: 'search',
    id: 'filter',
    placeholder: 'tenant/event',
    'aria-label': 'Filter events',
    value: new URLSearchParams(location.hash.split('?')[1] ?? '').get('filter') ?? '',
  });
  filter.addEventListener('input', () => {
    history.replaceState(null, '', filter.value ? `#/?filter=${encodeURIComponent(filter.value)}` : '#/');
    show();
  });
  const body = element('tbody');
  const count = element('p', { role: 'status', id: 'count' });
  view.replaceChildren(
    element('h2', {}, 'Events'),
    element('p', {}, filter),
    count,
    element(
      'div',
      { class: 'scroll' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...HEAD.map((text) => element('th', { scope: 'col' }, text)))),
        body,
      ),
    ),
    element('p', { class: 'keys' }, `Viewers got, of the first ${STRIPS} events, the last 300 numbers of the first representation: ▁ clean, D defective, F filler, ✕ nothing, · not decided. Available: share of the numbers that a pipeline delivered clean.`),
  );
  let events = [];
  const strips = new Map();

  function show() {
    const shown = events.filter((event) => event.event.includes(filter.value));
    count.textContent = shown.length === events.length ? `${shown.length} events` : `${shown.length} of ${events.length} events`;
    const drawn = shown.slice(0, STRIPS).map((event) => event.event);
    for (const [event, strip] of strips) {
      if (!drawn.includes(event)) {
        strip.stop();
        strips.delete(event);
      }
    }
    drawn.forEach(draw);
    body.replaceChildren(...shown.map((event) => row(event, strips.get(event.event))));
  }

  function draw(event) {
    if (!strips.has(event)) {
      const cells = {
        strip: element('div', { class: 'strip', role: 'img', 'aria-label': 'not loaded' }),
        available: element('span'),
      };
      strips.set(event, { ...cells, stop: stripOf(event, cells.strip, cells.available, failed) });
    }
  }

  return {
    everyMillis: 2_000,
    async refresh() {
      const status = await get('status');
      events = status.events;
      show();
      return status;
    },
    close() {
      strips.forEach((strip) => strip.stop());
    },
  };
}

function row(event, strip) {
  const behind = event.decided < 0 ? '–' : Math.max(0, event.liveEdge - event.decided);
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('a', { href: `#/events/${event.event}` }, event.event)),
    element('td', { class: 'number' }, event.liveEdge),
    element('td', { class: 'number' }, event.decided < 0 ? '–' : event.decided),
    element('td', { class: behind > 3 ? 'number alarm' : 'number' }, behind),
    element('td', {}, Object.entries(event.taken).map(([name, n]) => `${name} ${n}`).join(', ') || '–'),
    element('td', { class: event.defective > 0 ? 'number alarm' : 'number' }, event.defective),
    element('td', { class: 'number' }, event.masked),
    element('td', { class: event.missing > 0 ? 'number alarm' : 'number' }, event.missing),
    element('td', { class: 'number' }, event.holds),
    element('td', {}, strip?.strip ?? '–'),
    element('td', {}, strip?.available ?? '–'),
  );
}
