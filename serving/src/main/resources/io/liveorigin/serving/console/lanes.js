// The page of one event: a lane for what viewers got and one for each pipeline, time to the right,
// a tile for each number; below, the story of the selected number.

import { get } from './api.js';
import { element } from './dom.js';
import { story } from './story.js';
import { pipelineTile, viewerTile } from './tiles.js';

const SPAN = 60;

/**
 * @param place the event's id, and from the URL the representation, the last number that is shown
 *     (undefined: the live edge is followed) and the selected number
 */
export function lanesPage(view, place) {
  const lanes = element('div', { class: 'lanes', role: 'grid', 'aria-label': 'Lanes' });
  const head = element('div');
  const detail = element('section', { id: 'story', 'aria-live': 'polite' });
  view.replaceChildren(head, element('div', { class: 'scroll' }, lanes), keys(), detail);
  let definition;
  let shown = { decisions: [], from: 0, to: 0, liveEdge: 0 };
  let selected = place.number;

  lanes.addEventListener('click', (click) => {
    const tile = click.target.closest('[data-number]');
    if (tile) {
      select(Number(tile.dataset.number));
    }
  });
  view.addEventListener('keydown', onKey);

  function onKey(key) {
    if (key.target instanceof HTMLInputElement) {
      return;
    }
    const step = { ArrowLeft: -1, j: -1, ArrowRight: 1, k: 1, PageUp: -SPAN, PageDown: SPAN }[key.key];
    if (step) {
      key.preventDefault();
      select(Math.min(shown.liveEdge, (selected ?? shown.to) + step));
    } else if (key.key === 'End') {
      key.preventDefault();
      place.to = undefined;
      select(undefined);
    }
  }

  function select(number) {
    selected = number;
    if (number !== undefined && (number < shown.from || number > shown.to)) {
      place.to = Math.min(shown.liveEdge, number + SPAN / 2);
      // A failure shows at the next refresh.
      load().catch(() => {});
    }
    link();
    draw();
  }

  function link() {
    const query = new URLSearchParams({ representation: place.representation });
    if (place.to !== undefined) {
      query.set('to', place.to);
    }
    if (selected !== undefined) {
      query.set('number', selected);
    }
    history.replaceState(null, '', `#/events/${place.event}?${query}`);
  }

  /** The event's path in the admin API. Its names come from the URL of the page. */
  function path() {
    return `events/${place.event.split('/').map(encodeURIComponent).join('/')}`;
  }

  async function load() {
    definition = await get(path());
    place.representation ??= definition.representations[0].id;
    const range = place.to === undefined ? '' : `?from=${Math.max(0, place.to - SPAN + 1)}&to=${place.to}`;
    shown = await get(`${path()}/decisions/${encodeURIComponent(place.representation)}${range}`);
    if (place.to === undefined) {
      shown.from = Math.max(shown.from, shown.to - SPAN + 1);
    }
    draw();
  }

  function draw() {
    if (!definition) {
      return;
    }
    head.replaceChildren(
      element('h2', {}, place.event),
      element(
        'nav',
        { 'aria-label': 'Representations' },
        ...definition.representations.map((each) =>
          element(
            'a',
            {
              href: `#/events/${place.event}?representation=${encodeURIComponent(each.id)}`,
              'aria-current': each.id === place.representation ? 'page' : undefined,
            },
            each.id,
          ),
        ),
      ),
      element('p', { role: 'status' }, `Live edge ${shown.liveEdge}; ${place.to === undefined ? 'follows it' : 'stays here (End follows the live edge)'}`),
    );
    const byNumber = new Map(shown.decisions.map((decision) => [decision.number, decision]));
    const numbers = [];
    for (let number = shown.from; number <= shown.to; number++) {
      numbers.push(number);
    }
    const focused = document.activeElement?.closest?.('.lanes') === lanes;
    lanes.style.setProperty('--count', numbers.length);
    lanes.replaceChildren(
      lane('Viewers', numbers, (number) => viewerTile(byNumber.get(number))),
      ...definition.pipelines.map((pipeline) =>
        lane(`Pipeline ${pipeline}`, numbers, (number) => pipelineTile(byNumber.get(number), pipeline)),
      ),
    );
    if (focused) {
      lanes.querySelector('[tabindex="0"]')?.focus();
    }
    detail.replaceChildren(...(selected === undefined ? [] : story(byNumber.get(selected), selected, definition)));
  }

  function lane(name, numbers, tileOf) {
    const reachable = selected ?? numbers.at(-1);
    return element(
      'div',
      { class: 'lane', role: 'row' },
      element('span', { class: 'name', role: 'rowheader' }, name),
      ...numbers.map((number) => {
        const tile = tileOf(number);
        return element(
          'span',
          {
            class: `tile ${tile.kind}${tile.chosen ? ' chosen' : ''}`,
            role: 'gridcell',
            'data-number': number,
            'data-kind': tile.kind,
            'aria-label': `${name}, ${number}: ${tile.label}${tile.chosen ? ', chosen' : ''}`,
            'aria-selected': number === selected,
            tabindex: number === reachable && name === 'Viewers' ? 0 : -1,
            title: `${number}: ${tile.label}`,
          },
          tile.letter,
        );
      }),
    );
  }

  return {
    async refresh() {
      const status = await get('status');
      await load();
      return status;
    },
    close() {
      view.removeEventListener('keydown', onKey);
    },
  };
}

function keys() {
  return element(
    'p',
    { class: 'keys' },
    '● clean, D defective, L late, – no copy when due, M masked, F filler, ✕ nothing, · not decided or, of a pipeline, decided before its copy came; a frame: chosen. ',
    'Keys: ← → or j k select a number, Page Up and Page Down go further, End follows the live edge.',
  );
}
