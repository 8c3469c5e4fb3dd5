const CELL = { width: 210, height: 78 };
const LEFT = 250;
const TOP = 44;

/** Latency that fills the height of a cell's curve, seconds. */
const CURVE_SECONDS = 20;

const COLOURS = { good: '#dff3e0', bad: '#f8d7d5', none: '#f4f4f4' };

const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
const seconds = (millis) => (millis / 1000).toFixed(1);
const text = (x, y, what, more = '') =>
  `<text x="${x}" y="${y}" ${more}>${escaped(what)}</text>`;

/** Started, never stood for longer than a segment, and went on: to the end, where the event has one. */
export function good(watched, { ends = false }) {
  const { summary, segmentSeconds = 2 } = watched;
  return summary.started && summary.ended === ends && summary.fatal.length === 0 && summary.givenUp.length === 0
    && summary.longestStopMillis <= segmentSeconds * 1000
    && summary.seekMillis.every((millis) => millis !== null);
}

/** What a cell says, in words. */
export function words({ summary }) {
  if (!summary.started) {
    return ['did not start', summary.fatal[0]?.slice(0, 34) ?? ''];
  }
  const { lagSeconds: lag, latencySeconds: latency } = summary;
  const lines = [
    `stopped ${summary.stops.length} x, ${seconds(summary.longestStopMillis)} s at most`,
    `behind live ${latency ? `${latency.min} to ${latency.max} s` : 'unknown'}`,
    `off its aim ${lag ? `${lag.min} to ${lag.max} s` : 'unknown'}`,
  ];
  if (summary.givenUp.length > 0) {
    lines.push(`gave up ${summary.givenUp.length} x before it played`);
  } else if (summary.fatal.length > 0) {
    lines.push(`fatal: ${summary.fatal[0].slice(0, 28)}`);
  } else if (summary.seekMillis.length > 0) {
    lines.push(`seeks took ${summary.seekMillis.map((m) => (m === null ? 'for ever' : `${seconds(m)} s`)).join(', ')}`);
  } else if (summary.ended) {
    lines.push('played to the end');
  } else if (summary.jumps.length > 0) {
    lines.push(`jumped ${summary.jumps.map((j) => `${seconds(j.millis)} s`).join(', ')}`);
  }
  return lines;
}

function curve(watched, x, y) {
  const points = watched.samples.filter((s) => s.date !== null);
  if (points.length < 2) {
    return '';
  }
  const [from, to] = [points[0].at, points.at(-1).at];
  const each = Math.max(1, Math.floor(points.length / 100));
  const at = (s) => {
    const latency = (s.at - s.date + (watched.dateShiftMillis ?? 0)) / 1000;
    const share = Math.min(1, Math.max(0, latency / CURVE_SECONDS));
    return `${(x + (CELL.width * (s.at - from)) / (to - from)).toFixed(1)},${(y + CELL.height * (1 - share)).toFixed(1)}`;
  };
  const shown = points.filter((_, i) => i % each === 0).map(at).join(' ');
  return `<polyline points="${shown}" fill="none" stroke="#888" stroke-width="1" opacity="0.6"/>`;
}

function cell(watched, scenario, x, y) {
  const colour = watched ? (good(watched, scenario) ? COLOURS.good : COLOURS.bad) : COLOURS.none;
  const box = `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" fill="${colour}" stroke="#fff" stroke-width="2"/>`;
  const lines = watched ? words(watched) : ['not run'];
  return [
    box,
    watched ? curve(watched, x, y) : '',
    ...lines.map((line, i) => text(x + 8, y + 18 + 16 * i, line)),
  ].join('\n');
}

/**
 * A picture (SVG) of players by scenarios.
 *
 * scenarios: [{id, title, ends: whether the event ends in it}]; columns: [{name, title}]; watched(id, name): what watch.mjs wrote, or
 * undefined.
 */
export function picture(scenarios, columns, watched) {
  const width = LEFT + columns.length * CELL.width;
  const height = TOP + scenarios.length * CELL.height + 24;
  const rows = scenarios.flatMap((scenario, row) => {
    const { id, title } = scenario;
    const y = TOP + row * CELL.height;
    const lines = title.match(/.{1,34}(\s|$)/g) ?? [title];
    return [
      ...lines.map((line, i) => text(8, y + 18 + 16 * i, line.trim(), 'font-weight="bold"')),
      ...columns.map(({ name }, i) => cell(watched(id, name), scenario, LEFT + i * CELL.width, y)),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...columns.map(({ title }, i) => text(LEFT + i * CELL.width + 8, 26, title, 'font-weight="bold"')),
    ...rows,
    text(8, height - 8, `Grey: seconds behind live, 0 at the bottom of a cell, ${CURVE_SECONDS} at its top.`, 'fill="#666"'),
    '</svg>',
  ].join('\n') + '\n';
}

/** The same as a table of Markdown. */
export function markdown(scenarios, columns, watched) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [
    row(['scenario', ...columns.map(({ title }) => title)]),
    row(['---', ...columns.map(() => '---')]),
    ...scenarios.map((scenario) =>
      row([scenario.title, ...columns.map(({ name }) => {
        const one = watched(scenario.id, name);
        return one ? `${good(one, scenario) ? '' : '**'}${words(one).join('; ')}${good(one, scenario) ? '' : '**'}` : 'not run';
      })])),
  ].join('\n') + '\n';
}
