// The page of one event: a lane for what viewers got and two for each pipeline, time to the right, a
// tile for each number; below, the story of the selected number and what can be done about it.

import { actionsPanel, mayAct } from './actions.js';
import { eventPath, get, openDecisions } from './api.js';
import { Decisions, numbers } from './decisions.js';
import { become, element } from './dom.js';
import { gestures } from './gestures.js';
import { arrivals, axis, legend, tiles } from './lane.js';
import { Range } from './range.js';
import { story } from './story.js';
import { follow } from './stream.js';
import { pipelineTile, viewerTile } from './tiles.js';
import { Viewport } from './viewport.js';

/** How long the lanes must stand still before the URL names what they show, ms. */
const STILL = 80;

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
  const viewport = new Viewport(place.to);
  let decisions = new Decisions();
  let definition;
  let identity;
  let panel;
  let following;
  let stream = 'connecting';
  let closed = false;
  let frame;
  let reading = false;
  let linking;
  let link = location.hash;

  const deaf = gestures(lanes, {
    select,
    step(by, extends_) {
      select(Math.max(0, Math.min(decisions.liveEdge, (range.end ?? last()) + by)), extends_);
    },
    move(by) {
      if (by !== 0) {
        viewport.move(by, decisions.liveEdge);
        moved();
      }
    },
    zoom(steps, at) {
      if (steps !== 0) {
        viewport.zoom(steps, at ?? range.end ?? last(), decisions.liveEdge);
        moved();
      }
    },
    page: () => viewport.span,
    follow() {
      viewport.follow();
      select(undefined);
    },
    act,
    dropped() {
      drawNow();
      lanes.querySelector('[tabindex="0"]')?.focus();
      if (!range.isEmpty && range.first < range.last) {
        act();
      }
    },
  });

  function act() {
    if (panel && !range.isEmpty) {
      const suspect = decisions.of(range.first)?.winner;
      panel.open(range, definition, place.representation, definition.pipelines.includes(suspect) ? suspect : undefined);
    }
  }

  function select(number, extends_ = false) {
    if (extends_) {
      range.extend(number);
    } else {
      range.select(number);
    }
    if (number !== undefined) {
      viewport.show(number, decisions.liveEdge);
    }
    moved();
  }

  function moved() {
    const query = new URLSearchParams({ representation: place.representation });
    if (!viewport.follows) {
      query.set('to', viewport.to);
    }
    if (!range.isEmpty) {
      query.set('number', range.end);
    }
    link = `#/events/${place.event}?${query}`;
    clearTimeout(linking);
    linking = setTimeout(() => history.replaceState(null, '', link), STILL);
    ensure();
    draw();
  }

  function first() {
    return viewport.first(decisions.liveEdge);
  }

  function last() {
    return viewport.last(decisions.liveEdge);
  }

  /** Reads what is shown and will be shown next, unless it is known. */
  async function ensure() {
    const { span } = viewport;
    const near = () => decisions.covers(Math.max(0, first() - span), Math.min(decisions.liveEdge, last() + span));
    // Before the first window, the stream or a refresh reads it.
    while (!reading && !closed && decisions.isRead && !near()) {
      reading = true;
      try {
        await load(Math.max(0, first() - 2 * span), last() + 2 * span);
      } catch {
        // A failure shows at the next refresh, which tries again.
        return;
      } finally {
        reading = false;
      }
    }
  }

  /** Reads a range, or without one the latest numbers. */
  async function load(from, to) {
    const into = decisions;
    const asked = from === undefined ? '' : `?from=${from}&to=${to}`;
    into.window(await get(`${eventPath(place.event)}/decisions/${encodeURIComponent(place.representation)}${asked}`));
    draw();
  }

  /** Reads the definition; of an earlier event of that name nothing is known any more. */
  async function define() {
    const read = await get(eventPath(place.event));
    if (definition && read.incarnation !== definition.incarnation) {
      decisions = new Decisions();
    }
    definition = read;
    place.representation ??= definition.representations[0].id;
    draw();
  }

  function loadShown() {
    return viewport.follows ? load() : load(Math.max(0, viewport.to - 2 * viewport.span), viewport.to + viewport.span);
  }

  async function start() {
    await define();
    identity = await get('identity');
    if (mayAct(identity)) {
      panel = actionsPanel(actions, place.event, () => {});
      panel.list();
    }
    help.replaceChildren(...legend(Boolean(panel)));
    if (closed) {
      return;
    }
    following = follow(
      (headers, signal) => openDecisions(place.event, place.representation, headers, signal),
      {
        async reset() {
          await define();
          decisions = new Decisions();
          await loadShown();
          // The lanes may have been moved meanwhile.
          ensure();
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

  /** Draws with the next frame, however often it is called before. */
  function draw() {
    frame ??= requestAnimationFrame(drawNow);
  }

  function drawNow() {
    cancelAnimationFrame(frame);
    frame = undefined;
    if (!definition || closed) {
      return;
    }
    become(
      head,
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
      element('p', { role: 'status', id: 'stream', 'data-state': stream }, `Live edge ${decisions.liveEdge}; ${viewport.follows ? 'follows it' : 'stays here (End follows the live edge)'}; ${stream}`),
    );
    const shown = numbers(first(), last());
    const of = (number) => decisions.of(number);
    const reachable = range.isEmpty || !viewport.has(range.end, decisions.liveEdge) ? shown.at(-1) : range.end;
    const focused = document.activeElement?.closest?.('.lanes') === lanes;
    lanes.dataset.span = viewport.span;
    lanes.style.setProperty('--count', shown.length);
    become(
      lanes,
      axis(shown, of),
      tiles('Viewers', shown, (number) => viewerTile(of(number)), range, reachable),
      ...definition.pipelines.map((pipeline) =>
        tiles(`Pipeline ${pipeline}`, shown, (number) => pipelineTile(of(number), pipeline), range),
      ),
      ...definition.pipelines.map((pipeline) => arrivals(pipeline, shown, of)),
    );
    if (focused) {
      lanes.querySelector('[tabindex="0"]')?.focus();
    }
    showStory();
  }

  /** A story that did not change is left alone: it is read aloud when it changes. */
  function showStory() {
    const decision = range.isEmpty ? undefined : decisions.of(range.end);
    const told = range.isEmpty ? '' : `${range.end} ${decision?.revision} ${definition.incarnation}`;
    if (detail.dataset.told !== told) {
      detail.dataset.told = told;
      detail.replaceChildren(...(range.isEmpty ? [] : story(decision, range.end, definition)));
    }
  }

  return {
    everyMillis: 10_000,
    async refresh() {
      if (!following) {
        await start();
      } else {
        await define();
        panel?.list();
        if (stream !== 'live') {
          await loadShown();
        }
      }
      const status = await get('status');
      const own = status.events.find((each) => each.event === place.event);
      if (own) {
        decisions.liveEdge = Math.max(decisions.liveEdge, own.liveEdge);
        ensure();
        draw();
      }
      return status;
    },
    close() {
      closed = true;
      following?.stop();
      clearTimeout(linking);
      cancelAnimationFrame(frame);
      deaf();
    },
  };
}
