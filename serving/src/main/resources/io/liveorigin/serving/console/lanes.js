// The page of one event: a lane for what viewers got and one for each pipeline, time to the right,
// a tile for each number; below, the story of the selected number and what can be done about it.

import { actionsPanel, mayAct } from './actions.js';
import { eventPath, get, openDecisions } from './api.js';
import { Decisions, numbers } from './decisions.js';
import { element } from './dom.js';
import { Range } from './range.js';
import { story } from './story.js';
import { follow } from './stream.js';
import { pipelineTile, viewerTile } from './tiles.js';

const SPAN = 60;

/**
 * @param place the event's id, and from the URL the representation, the last number that is shown
 *     (undefined: the live edge is followed) and the selected number
 * @param failed is told of failures of the stream
 */
export function lanesPage(view, place, failed) {
  const lanes = element('div', { class: 'lanes', role: 'grid', 'aria-label': 'Lanes', 'aria-multiselectable': 'true' });
  const head = element('div');
  const detail = element('section', { id: 'story', 'aria-live': 'polite' });
  const actions = element('section', { id: 'actions' });
  const help = element('p', { class: 'keys' });
  view.replaceChildren(head, element('div', { class: 'scroll' }, lanes), help, actions, detail);
  const range = new Range(place.number);
  let decisions = new Decisions();
  let definition;
  let identity;
  let panel;
  let following;
  let stream = 'connecting';
  let closed = false;
  let dragging = false;

  lanes.addEventListener('pointerdown', (pointer) => {
    const number = numberAt(pointer);
    if (number !== undefined && pointer.button === 0) {
      // Otherwise the browser selects text, and a touch keeps the first tile as its target.
      pointer.preventDefault();
      pointer.target.releasePointerCapture?.(pointer.pointerId);
      dragging = true;
      select(number, pointer.shiftKey);
    }
  });
  lanes.addEventListener('pointerover', (pointer) => {
    const number = numberAt(pointer);
    if (dragging && number !== undefined && number !== range.end) {
      select(number, true);
    }
  });
  const drop = () => {
    if (dragging) {
      dragging = false;
      lanes.querySelector('[tabindex="0"]')?.focus();
      if (!range.isEmpty && range.first < range.last) {
        act();
      }
    }
  };
  addEventListener('pointerup', drop);
  view.addEventListener('keydown', onKey);

  function numberAt(pointer) {
    const tile = pointer.target.closest?.('[data-number]');
    return tile ? Number(tile.dataset.number) : undefined;
  }

  function onKey(key) {
    if (key.target.matches('input, select, button')) {
      return;
    }
    const step = { ArrowLeft: -1, j: -1, ArrowRight: 1, k: 1, PageUp: -SPAN, PageDown: SPAN }[key.key];
    if (step) {
      key.preventDefault();
      select(Math.max(0, Math.min(decisions.liveEdge, (range.end ?? last()) + step)), key.shiftKey);
    } else if (key.key === 'End') {
      key.preventDefault();
      place.to = undefined;
      select(undefined);
      // What was decided before the stream began, and is not in the window that was shown.
      load().catch(() => {});
    } else if (key.key === 'm' && !key.ctrlKey && !key.metaKey && !key.altKey) {
      key.preventDefault();
      act();
    }
  }

  function act() {
    if (panel && !range.isEmpty) {
      const suspect = decisions.of(range.first)?.winner;
      panel.open(range, definition, place.representation, definition.pipelines.includes(suspect) ? suspect : definition.pipelines[0]);
    }
  }

  function last() {
    return place.to ?? decisions.liveEdge;
  }

  function first() {
    return Math.max(0, last() - SPAN + 1);
  }

  function select(number, extends_ = false) {
    if (extends_) {
      range.extend(number);
    } else {
      range.select(number);
    }
    if (number !== undefined && (number < first() || number > last())) {
      place.to = Math.min(decisions.liveEdge, number + SPAN / 2);
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
    if (!range.isEmpty) {
      query.set('number', range.end);
    }
    history.replaceState(null, '', `#/events/${place.event}?${query}`);
  }

  /** Reads what is shown. */
  async function load() {
    const into = decisions;
    const asked = place.to === undefined ? '' : `?from=${first()}&to=${last()}`;
    into.window(await get(`${eventPath(place.event)}/decisions/${encodeURIComponent(place.representation)}${asked}`));
    draw();
  }

  async function start() {
    definition = await get(eventPath(place.event));
    place.representation ??= definition.representations[0].id;
    identity = await get('identity');
    if (mayAct(identity)) {
      panel = actionsPanel(actions, place.event, () => {});
      panel.list();
    }
    help.replaceChildren(...keys(Boolean(panel)));
    if (closed) {
      return;
    }
    following = follow(
      (headers, signal) => openDecisions(place.event, place.representation, headers, signal),
      {
        async reset() {
          // What is known may be of an earlier event of that name.
          decisions = new Decisions();
          await load();
        },
        decision(one) {
          if (decisions.add(one)) {
            draw();
          }
        },
        state(state, failure) {
          stream = state;
          draw();
          if (failure) {
            failed(failure);
          }
        },
      },
    );
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
      element('p', { role: 'status', id: 'stream', 'data-state': stream }, `Live edge ${decisions.liveEdge}; ${place.to === undefined ? 'follows it' : 'stays here (End follows the live edge)'}; ${stream}`),
    );
    const shown = numbers(first(), last());
    const focused = document.activeElement?.closest?.('.lanes') === lanes;
    lanes.style.setProperty('--count', shown.length);
    lanes.replaceChildren(
      lane('Viewers', shown, (number) => viewerTile(decisions.of(number))),
      ...definition.pipelines.map((pipeline) =>
        lane(`Pipeline ${pipeline}`, shown, (number) => pipelineTile(decisions.of(number), pipeline)),
      ),
    );
    if (focused) {
      lanes.querySelector('[tabindex="0"]')?.focus();
    }
    detail.replaceChildren(...(range.isEmpty ? [] : story(decisions.of(range.end), range.end, definition)));
  }

  function lane(name, shown, tileOf) {
    const reachable = range.end ?? shown.at(-1);
    return element(
      'div',
      { class: 'lane', role: 'row' },
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
            tabindex: number === reachable && name === 'Viewers' ? 0 : -1,
            title: `${number}: ${tile.label}`,
          },
          tile.letter,
        );
      }),
    );
  }

  return {
    everyMillis: 10_000,
    async refresh() {
      if (!following) {
        await start();
      }
      const status = await get('status');
      const own = status.events.find((each) => each.event === place.event);
      if (own) {
        decisions.liveEdge = Math.max(decisions.liveEdge, own.liveEdge);
        draw();
      }
      return status;
    },
    close() {
      closed = true;
      following?.stop();
      view.removeEventListener('keydown', onKey);
      removeEventListener('pointerup', drop);
    },
  };
}

function keys(acts) {
  return [
    '● clean, D defective, L late, – no copy when due, M masked, F filler, ✕ nothing, · not decided or, of a pipeline, decided before its copy came; a frame: chosen. ',
    'Keys: ← → or j k select a number, with Shift a range, Page Up and Page Down go further, End follows the live edge',
    acts ? '; m masks or invalidates the selection, and so does dragging over numbers.' : '.',
  ];
}
