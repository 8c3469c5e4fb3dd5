// The strip of an event: what viewers got of its latest numbers, and how available each pipeline
// was. Letter and shape carry the meaning; colour only repeats it.

import { get, eventPath } from './api.js';
import { Decisions, numbers } from './decisions.js';
import { element } from './dom.js';
import { pipelineTile, viewerTile } from './tiles.js';

const SPAN = 300;
const EVERY_MILLIS = 5_000;
const LETTERS = { clean: '▁', defective: 'D', filler: 'F', nothing: '✕', undecided: '·' };

/**
 * Groups neighbours of a kind.
 *
 * @returns {{kind: string, letter: string, from: number, to: number}[]}
 */
export function runs(range, decisionOf) {
  const found = [];
  for (const number of range) {
    const { kind } = viewerTile(decisionOf(number));
    const last = found.at(-1);
    if (last && last.kind === kind) {
      last.to = number;
    } else {
      found.push({ kind, letter: LETTERS[kind], from: number, to: number });
    }
  }
  return found;
}

/**
 * Of the numbers of which it is known, how many the pipeline delivered without a defect.
 *
 * @returns {{good: number, known: number}}
 */
export function availability(range, decisionOf, pipeline) {
  let good = 0;
  let known = 0;
  for (const number of range) {
    const decision = decisionOf(number);
    if (!decision) {
      continue;
    }
    const { kind } = pipelineTile(decision, pipeline);
    // A mask says nothing of delivery, and what was decided early says nothing of later copies.
    if (kind !== 'later' && kind !== 'masked') {
      known++;
      good += kind === 'clean' || kind === 'late' ? 1 : 0;
    }
  }
  return { good, known };
}

/** A text such as `a 99.7 %`. */
export function availabilityText(pipeline, { good, known }) {
  // Rounded down: 100 % means that nothing is missing.
  return known === 0 ? `${pipeline} –` : `${pipeline} ${Math.floor((1000 * good) / known) / 10} %`;
}

/**
 * Reads the latest decisions of an event again and again, and draws into these elements, until the
 * returned function is called. It has no stream: a browser has six connections to a node, for all tabs.
 */
export function stripOf(event, strip, available, failed) {
  let stopped = false;
  let timer;

  function draw(definition, decisions) {
    const range = numbers(Math.max(0, decisions.liveEdge - SPAN + 1), decisions.liveEdge);
    const of = (number) => decisions.of(number);
    strip.replaceChildren(
      ...runs(range, of).map((run) =>
        element(
          'span',
          {
            class: `run ${run.kind}`,
            title: run.from === run.to ? `${run.from}: ${run.kind}` : `${run.from} to ${run.to}: ${run.kind}`,
          },
          run.letter.repeat(run.to - run.from + 1),
        ),
      ),
    );
    const bad = range.filter((number) => ['defective', 'filler', 'nothing'].includes(viewerTile(of(number)).kind));
    strip.setAttribute('aria-label', `Viewers, last ${range.length} numbers: ${bad.length} not clean`);
    available.textContent = definition.pipelines
      .map((pipeline) => availabilityText(pipeline, availability(range, of, pipeline)))
      .join(', ');
  }

  async function read() {
    const definition = await get(eventPath(event));
    const representation = encodeURIComponent(definition.representations[0].id);
    // Nothing is kept: what was read before may be of an earlier event of that name.
    const decisions = new Decisions();
    decisions.window(await get(`${eventPath(event)}/decisions/${representation}`));
    if (!stopped) {
      draw(definition, decisions);
    }
  }

  async function again() {
    try {
      await read();
    } catch (failure) {
      if (!stopped) {
        failed(failure);
      }
    }
    if (!stopped) {
      timer = setTimeout(again, EVERY_MILLIS);
    }
  }

  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
