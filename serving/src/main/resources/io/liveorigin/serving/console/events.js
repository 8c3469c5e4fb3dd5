// The page of all events: one row for each, from GET /status.

import { get } from './api.js';
import { element } from './dom.js';

const HEAD = ['Event', 'Live edge', 'Decided', 'Behind', 'Taken from', 'Defective', 'Masked', 'Missing', 'Held'];

export function eventsPage(view) {
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
  );
  let events = [];

  function show() {
    const shown = events.filter((event) => event.event.includes(filter.value));
    count.textContent = shown.length === events.length ? `${shown.length} events` : `${shown.length} of ${events.length} events`;
    body.replaceChildren(...shown.map(row));
  }

  return {
    async refresh() {
      const status = await get('status');
      events = status.events;
      show();
      return status;
    },
  };
}

function row(event) {
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
  );
}
