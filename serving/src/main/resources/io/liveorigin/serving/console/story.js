// The story of one number: when it was due, who delivered what, and why viewers got what they got.

import { element } from './dom.js';
import { defectKinds, viewerTile } from './tiles.js';

/** Returns the elements that tell it. */
export function story(decision, number, definition) {
  const heading = element('h3', {}, `Number ${number}`);
  if (!decision) {
    return [heading, element('p', {}, 'Nothing is decided about it on this node: it is not due yet, was never due, or has left the window.')];
  }
  const masked = decision.masked.length === 0 ? '' : ` Masked: ${decision.masked.join(', ')}.`;
  return [
    heading,
    element(
      'p',
      {},
      `Viewers got: ${viewerTile(decision).label}. Reason: ${decision.reason}, revision ${decision.revision}, by cell ${decision.cell}, `,
      `${signed(decision.decidedAt - decision.due)} after it was due.${masked}`,
    ),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Copies' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...['Copy of', 'Arrival against due', 'Bytes', 'Defects', 'Record', 'SHA-256'].map((text) => element('th', { scope: 'col' }, text)))),
        element('tbody', {}, ...decision.candidates.map((copy) => row(copy, decision))),
      ),
    ),
    element('p', {}, 'More: ', element('code', {}, `origin explain ${definition.tenant}/${definition.event}/${decision.representation}/${number}`)),
  ];
}

function row(copy, decision) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, copy.pipeline === decision.winner && copy.digest === decision.winnerDigest ? `${copy.pipeline} (chosen)` : copy.pipeline),
    element('td', { class: 'number' }, signed(copy.arrival - decision.due)),
    element('td', { class: 'number' }, copy.size),
    element('td', {}, defectKinds(copy.defects).join(', ') || 'none'),
    element('td', {}, `${copy.topic}-${copy.partition}@${copy.offset}`),
    element('td', {}, element('code', {}, copy.digest.slice(0, 12))),
  );
}

function signed(millis) {
  return `${millis > 0 ? '+' : ''}${millis} ms`;
}
