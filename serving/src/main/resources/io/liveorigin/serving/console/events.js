// The page of all events: one row for each, from GET /status, with a strip for the first ones that are
// seen. Only the rows around those that are seen are in the document.

import { get } from './api.js';
import { element, isForPage } from './dom.js';
import { rowsAround } from './rows.js';
import { stripOf } from './strip.js';

const HEAD = ['Event', 'Live edge', 'Decided', 'Behind', 'Taken from', 'Defective', 'Masked', 'Missing', 'Held', 'Viewers got', 'Available'];

/** Each is read again every 5 s. */
const STRIPS = 5;

/** How long the filter must be left alone before strips are read for what it leaves, ms. */
const STILL = 300;

/** The height of a row before one was measured, pixels. */
const ROW = 34;

/**
 * @param failed is told of failures of strips
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
    clearTimeout(choosing);
    choosing = setTimeout(() => {
      choosing = undefined;
      show();
    }, STILL);
    show();
  });
  const body = element('tbody');
  const count = element('p', { role: 'status', id: 'count' });
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...HEAD.map((text) => element('th', { scope: 'col' }, text)))),
    body,
  );
  const scroll = element('div', { class: 'scroll events', tabindex: 0, role: 'region', 'aria-label': 'Table of events' }, table);
  view.replaceChildren(
    element('h2', {}, 'Events'),
    element('p', {}, filter),
    count,
    scroll,
    element('p', { class: 'keys' }, `Viewers got, of the first ${STRIPS} events that are seen, the last 300 numbers of the first representation: ▁ clean, D defective, F filler, ✕ nothing, · not decided. Available: share of the numbers that a pipeline delivered clean.`),
  );
  let shown = [];
  let events = [];
  let frame;
  let choosing;
  let closed = false;
  let rowHeight = ROW;
  const rows = new Map();
  const strips = new Map();

  const soon = () => (frame ??= requestAnimationFrame(draw));
  scroll.addEventListener('scroll', soon);
  const resized = new ResizeObserver(soon);
  resized.observe(scroll);
  addEventListener('keydown', onKey);

  /** j and k go from event to event. */
  function onKey(key) {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key.key];
    if (!step || !isForPage(key)) {
      return;
    }
    key.preventDefault();
    const now = shown.findIndex((event) => event.event === document.activeElement?.dataset.event);
    const next = Math.max(0, Math.min(shown.length - 1, now + (now < 0 ? 1 : step)));
    if (shown.length > 0) {
      const top = next * rowHeight;
      scroll.scrollTop = Math.max(Math.min(scroll.scrollTop, top), top - scroll.clientHeight + 3 * rowHeight);
      draw();
      rows.get(shown[next].event)?.querySelector('a').focus();
    }
  }

  /** Chooses the events that are shown, and those that have a strip unless the filter is being typed. */
  function show() {
    shown = events.filter((event) => event.event.includes(filter.value));
    count.textContent = `${shown.length === events.length ? '' : `${shown.length} of `}${events.length} ${events.length === 1 ? 'event' : 'events'}`;
    if (!choosing) {
      chooseStrips();
    }
    rows.clear();
    draw();
  }

  function chooseStrips() {
    const seen = Math.floor(scroll.scrollTop / rowHeight);
    const drawn = shown.slice(seen, seen + STRIPS).map((event) => event.event);
    for (const [event, strip] of strips) {
      if (!drawn.includes(event)) {
        strip.stop();
        strips.delete(event);
      }
    }
    drawn.forEach(follow);
  }

  function draw() {
    cancelAnimationFrame(frame);
    frame = undefined;
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.event : undefined;
    const { first, last, before, after } = rowsAround(shown.length, scroll.scrollTop, scroll.clientHeight, rowHeight);
    table.setAttribute('aria-rowcount', shown.length + 1);
    body.replaceChildren(
      space(before),
      ...shown.slice(first, last).map((event, i) => {
        if (!rows.has(event.event)) {
          rows.set(event.event, row(event, first + i + 2, strips.get(event.event)));
        }
        return rows.get(event.event);
      }),
      space(after),
    );
    if (focused) {
      rows.get(focused)?.querySelector('a').focus({ preventScroll: true });
    }
    rowHeight = rows.get(shown[first]?.event)?.getBoundingClientRect().height || rowHeight;
  }

  function follow(event) {
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
      if (!closed) {
        events = status.events;
        show();
      }
      return status;
    },
    close() {
      closed = true;
      clearTimeout(choosing);
      cancelAnimationFrame(frame);
      resized.disconnect();
      removeEventListener('keydown', onKey);
      strips.forEach((strip) => strip.stop());
    },
  };
}

/** An empty row that is as high as those that are not in the document. */
function space(pixels) {
  const made = element('tr', { 'aria-hidden': 'true', class: 'space' });
  made.style.height = `${pixels}px`;
  return made;
}

/** @param index of the row in the whole table, from 1, which is the head */
function row(event, index, strip) {
  const behind = event.decided < 0 ? '–' : Math.max(0, event.liveEdge - event.decided);
  return element(
    'tr',
    { 'aria-rowindex': index },
    element('th', { scope: 'row' }, element('a', { href: `#/events/${event.event}`, 'data-event': event.event }, event.event)),
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
