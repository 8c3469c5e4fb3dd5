// What a tile shows of a number. Pure functions over the documents of the topic `selections`
// (docs/schemas/selection.json). Letter and shape carry the meaning; colour only repeats it.

/** @typedef {{kind: string, letter: string, label: string}} Tile */

const UNDECIDED = { kind: 'undecided', letter: '·', label: 'not decided' };

/** Returns the kinds of defects in a candidate's field, a structured list (RFC 9651), each once. */
export function defectKinds(field) {
  const names = [];
  let quoted = false;
  let member = '';
  for (let i = 0; i < field.length; i++) {
    const c = field[i];
    if (quoted) {
      if (c === '\\') {
        i++;
      } else if (c === '"') {
        quoted = false;
      }
    } else if (c === '"') {
      quoted = true;
    } else if (c === ',') {
      names.push(member);
      member = '';
      continue;
    }
    if (!quoted && c !== '"') {
      member += c;
    }
  }
  names.push(member);
  // Packager and inspection may both report one.
  return [...new Set(names.map((name) => name.split(';')[0].trim()).filter((name) => name !== ''))];
}

/**
 * Returns the copy of a pipeline in a decision: the chosen one, or else the newest; undefined if
 * there is none.
 */
function copyOf(decision, pipeline, chosen) {
  const copies = decision.candidates.filter((copy) => copy.pipeline === pipeline);
  return (chosen && copies.find((copy) => copy.digest === decision.winnerDigest)) || copies.at(-1);
}

function isFiller(decision) {
  return decision.madeFromInit !== undefined;
}

/**
 * What viewers got at a number.
 *
 * @returns {Tile}
 */
export function viewerTile(decision) {
  if (!decision) {
    return UNDECIDED;
  }
  if (isFiller(decision)) {
    return { kind: 'filler', letter: 'F', label: 'the origin’s filler' };
  }
  if (decision.winner === undefined) {
    return { kind: 'nothing', letter: '✕', label: `nothing (${decision.reason})` };
  }
  const copy = decision.candidates.find(
    (one) => one.pipeline === decision.winner && one.digest === decision.winnerDigest,
  );
  const kinds = defectKinds(copy?.defects ?? '');
  return kinds.length === 0
    ? { kind: 'clean', letter: decision.winner, label: `from ${decision.winner}, clean` }
    : {
        kind: 'defective',
        letter: decision.winner,
        label: `from ${decision.winner}, defective: ${kinds.join(', ')}`,
      };
}

/**
 * What a pipeline delivered at a number.
 *
 * @returns {Tile & {chosen?: boolean}}
 */
export function pipelineTile(decision, pipeline) {
  if (!decision) {
    return UNDECIDED;
  }
  const chosen = !isFiller(decision) && decision.winner === pipeline;
  const copy = copyOf(decision, pipeline, chosen);
  if (decision.masked.includes(pipeline)) {
    return { kind: 'masked', letter: 'M', label: 'masked' };
  }
  if (!copy) {
    // A decision that did not have to wait says nothing about copies that came after it.
    return decision.decidedAt < decision.due
      ? { kind: 'later', letter: '·', label: 'decided before a copy of it came' }
      : { kind: 'missing', letter: '–', label: 'no copy when it was due' };
  }
  const kinds = defectKinds(copy.defects);
  if (kinds.length > 0) {
    return { kind: 'defective', letter: 'D', label: `defective: ${kinds.join(', ')}`, chosen };
  }
  return copy.arrival > decision.due
    ? { kind: 'late', letter: 'L', label: 'clean, but after it was due', chosen }
    : { kind: 'clean', letter: '●', label: 'clean', chosen };
}
