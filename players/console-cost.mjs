#!/usr/bin/env node
/*
 * Measures what open consoles and a scraper of metrics cost the process of a node: blocks without
 * and with them alternate, and a client gets a manifest at a steady rate in all of them.
 *
 *   node console-cost.mjs --admin URL --get URL --pid PID [--pages 10] [--blocks 3] [--seconds 30]
 *
 * The admin listener must be open. Half of the pages show the list of events, the others the first
 * event. On standard output: one document of JSON with the cores that the process used, and the
 * client's p50 and p99 in ms, of both kinds of blocks.
 */
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { parseArgs } from 'node:util';
import { launch } from './lib/browser.mjs';

const SCRAPE_MILLIS = 5_000;
const GET_MILLIS = 10;
/** Of /proc/PID/stat, a second. */
const TICKS = 100;
const { values } = parseArgs({
  options: {
    admin: { type: 'string' },
    get: { type: 'string' },
    pid: { type: 'string' },
    pages: { type: 'string', default: '10' },
    blocks: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '30' },
  },
});
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const sleep = (millis) => new Promise((done) => setTimeout(done, millis));

async function processorSeconds() {
  const fields = (await readFile(`/proc/${values.pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resolves to the ms from the request to the last byte. */
function get() {
  const began = performance.now();
  return new Promise((done, failed) => {
    http
      .get(values.get, { agent }, (response) => {
        response.resume();
        response.on('end', () => (response.statusCode === 200 ? done(performance.now() - began) : failed(new Error(`status ${response.statusCode}`))));
      })
      .on('error', failed);
  });
}

async function block() {
  const times = [];
  const gets = [];
  const began = performance.now();
  const before = await processorSeconds();
  while (performance.now() - began < Number(values.seconds) * 1000) {
    gets.push(get().then((millis) => times.push(millis)));
    await sleep(GET_MILLIS);
  }
  const cores = ((await processorSeconds()) - before) / ((performance.now() - began) / 1000);
  await Promise.all(gets);
  return { cores, times };
}

async function withPages(measure) {
  const browser = await launch();
  const scraper = setInterval(() => fetch(new URL('/metrics', values.admin)).then((response) => response.text()), SCRAPE_MILLIS);
  try {
    const [first] = (await (await fetch(new URL('/status', values.admin))).json()).events;
    for (let i = 0; i < Number(values.pages); i++) {
      const page = await browser.newPage();
      await page.goto(new URL(i % 2 === 0 ? '/' : `/#/events/${first.event}`, values.admin).href);
      await page.waitForSelector(i % 2 === 0 ? '.run' : '[data-lane]');
    }
    // The pages are compiled and have read their windows.
    await sleep(5_000);
    return await measure();
  } finally {
    clearInterval(scraper);
    await browser.close();
  }
}

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;

function summary(blocks) {
  const times = blocks.flatMap((each) => each.times).sort((a, b) => a - b);
  return {
    cores: blocks.map((each) => round(each.cores, 4)),
    mean: round(blocks.reduce((sum, each) => sum + each.cores, 0) / blocks.length, 4),
    gets: times.length,
    p50: round(times[Math.floor(times.length * 0.5)], 2),
    p99: round(times[Math.floor(times.length * 0.99)], 2),
  };
}

const without = [];
const open = [];
for (let i = 0; i < Number(values.blocks); i++) {
  without.push(await block());
  open.push(await withPages(block));
}
process.stdout.write(JSON.stringify({ without: summary(without), open: summary(open) }) + '\n');
agent.destroy();
