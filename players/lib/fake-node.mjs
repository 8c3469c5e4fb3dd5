/*
 * An admin listener with invented events, for what no real node is needed for: how the console copes
 * with a thousand events and a day of decisions.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const FILES = new URL('../../serving/src/main/resources/io/liveorigin/serving/console/', import.meta.url);
const TYPES = { html: 'text/html;charset=utf-8', css: 'text/css;charset=utf-8', js: 'text/javascript;charset=utf-8' };
const MILLIS = 2_000;
const copy = (pipeline, number, defects) => ({
  pipeline,
  digest: `${pipeline}${number}`.padEnd(64, '0'),
  arrival: number * MILLIS - 900 + (number % 13) * 20,
  size: 300_000,
  defects,
  topic: `segments.${pipeline}`,
  partition: 3,
  offset: number,
});

/** A decision in the format of the topic `selections`: each 50th copy of a is truncated. */
function decision(representation, number) {
  const bad = number % 50 === 0;
  return {
    representation,
    number,
    revision: 1,
    due: number * MILLIS,
    decidedAt: number * MILLIS + 18,
    cell: 'cell-1',
    reason: 'preferred-valid',
    winner: bad ? 'b' : 'a',
    winnerDigest: (bad ? `b${number}` : `a${number}`).padEnd(64, '0'),
    candidates: [copy('a', number, bad ? 'truncated' : ''), copy('b', number, '')],
    masked: [],
  };
}

/**
 * Starts it on a free port of loopback.
 *
 * @param events how many there are
 * @param window numbers of each event that are decided at the start; then one follows every 2 s
 * @returns {Promise<{url: string, first: number, liveEdge: () => number, requests: string[],
 *     masks: Map<string, object>, settings: object, streams: () => number, close: () => void}>}
 *     `requests` are method and path of each request to the admin API, `masks` are of all events,
 *     `streams` how many are open; `settings` can be changed at any time: the `pipelines` of each
 *     event, its `incarnation`, the `token` that is asked for (undefined: none), how many of the next
 *     changes are refused (`refused`), and whether there are `streams`
 */
export async function fakeNode({ events, window }) {
  const requests = [];
  const masks = new Map();
  const settings = { pipelines: ['a', 'b'], incarnation: 1, token: undefined, refused: 0, streams: true };
  let streams = 0;
  const first = 900_000_000;
  const began = Date.now();
  const liveEdge = () => first + window - 1 + Math.floor((Date.now() - began) / MILLIS);
  const name = (i) => `tenant-${i % 20}/event-${String(i).padStart(4, '0')}`;
  const status = () => ({
    ready: true,
    build: { version: '0', commit: '0' },
    holds: 3,
    requests: { 200: 12, 503: 1 },
    unusable: { '--limits': 'line 3: gets must be a number' },
    quarantined: [{ step: 'segment', subject: 't/e/v0', topic: 'segments.a', partition: 3, offset: 17, reason: 'overflow' }],
    tenants: [
      { tenant: 'quiet', limits: { gets: { limit: '1000', use: 12, refused: 0 } } },
      { tenant: 'noisy', limits: { gets: { limit: '10', use: 90, refused: 7 }, masks: { limit: 'none', use: 0, refused: 0 } } },
    ],
    events: Array.from({ length: events }, (_, i) => ({
      event: name(i),
      liveEdge: liveEdge(),
      decided: liveEdge(),
      taken: { a: window, b: 0 },
      defective: i % 7,
      masked: 0,
      missing: 0,
      holds: i % 3,
    })),
  });
  const definition = (tenant, event) => ({ tenant, event, incarnation: settings.incarnation, pipelines: settings.pipelines, representations: [{ id: 'v0' }, { id: 'v1' }] });

  function stream(request, response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`event: reset\nid: 3:${liveEdge()}\ndata: {}\n\n`);
    let next = liveEdge() + 1;
    const timer = setInterval(() => {
      for (; next <= liveEdge(); next++) {
        response.write(`event: decision\nid: 3:${next}\ndata: ${JSON.stringify(decision('v0', next))}\n\n`);
      }
    }, 200);
    streams++;
    response.on('close', () => {
      streams--;
      clearInterval(timer);
    });
  }

  async function maskRoute(request, response, id, json) {
    if (id === 'preview') {
      json({ changed: 0, numbers: [] });
    } else if (request.method === 'PUT') {
      if (settings.refused > 0) {
        settings.refused--;
        json({ detail: 'not now' }, 503);
        return;
      }
      let body = '';
      for await (const part of request) {
        body += part;
      }
      masks.set(id, { id, ...JSON.parse(body) });
      json(masks.get(id));
    } else if (request.method === 'DELETE') {
      masks.delete(id);
      response.writeHead(204);
      response.end();
    } else {
      json([...masks.values()]);
    }
  }

  async function answer(request, response) {
    const url = new URL(request.url, 'http://localhost');
    const json = (document, code = 200) => {
      response.writeHead(code, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(document));
    };
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    if (parts[0] === '' || parts[0] === 'console') {
      const file = parts[0] === '' ? 'index.html' : parts[1];
      response.writeHead(200, { 'Content-Type': TYPES[file.split('.').pop()] });
      response.end(await readFile(new URL(file, FILES)));
      return;
    }
    requests.push(`${request.method} ${url.pathname}`);
    if (settings.token && request.headers.authorization !== `Bearer ${settings.token}`) {
      json({ detail: 'a credential is needed' }, 401);
    } else if (parts[0] === 'status') {
      json(status());
    } else if (parts[0] === 'identity') {
      json({ role: 'admin' });
    } else if (parts[3] === undefined) {
      json(definition(parts[1], parts[2]));
    } else if (parts[3] === 'masks') {
      await maskRoute(request, response, parts[4], json);
    } else if (parts[4] === undefined) {
      if (settings.streams) {
        stream(request, response);
      } else {
        json({ detail: 'the store is being restored' }, 503);
      }
    } else {
      const to = Math.min(liveEdge(), Number(url.searchParams.get('to') ?? liveEdge()));
      const from = Math.max(first, Number(url.searchParams.get('from') ?? to - 299));
      const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
      json({
        event: `${parts[1]}/${parts[2]}`,
        representation: parts[4],
        liveEdge: liveEdge(),
        from: Number(url.searchParams.get('from') ?? from),
        to: Number(url.searchParams.get('to') ?? to),
        decisions: (settings.incarnation === 1 ? numbers : []).map((number) => decision(parts[4], number)),
      });
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((failure) => response.destroy(failure));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    first,
    name,
    liveEdge,
    requests,
    masks,
    settings,
    streams: () => streams,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
