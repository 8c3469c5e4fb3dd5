#!/usr/bin/env node
/*
 * Measures how the console copes with many events and a long window, in a headless Chromium against
 * an invented node: the time to the first paint and to the first rows, and the frames while somebody
 * scrolls through the events and moves the lanes.
 *
 *   node console-load.mjs [--events 1000] [--window 43200] [--seconds 5] [--png DIR]
 *
 * On standard output: one document of JSON. `frames` are frames a second, `longest` the longest time
 * between two of them in ms, `known` whether the lanes showed decisions where they came to rest.
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { launch } from './lib/browser.mjs';
import { fakeNode } from './lib/fake-node.mjs';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000' },
    window: { type: 'string', default: '43200' },
    seconds: { type: 'string', default: '5' },
    png: { type: 'string' },
  },
});
const LIMIT = { timeout: 60_000 };
const node = await fakeNode({ events: Number(values.events), window: Number(values.window) });
const browser = await launch();

/** Counts frames while `act` is called in each of them. */
function frames(page, seconds, act) {
  return page.evaluate(
    (millis, source) =>
      new Promise((done) => {
        const step = new Function('i', source);
        const began = performance.now();
        let last = began;
        let count = 0;
        let longest = 0;
        requestAnimationFrame(function next(now) {
          count++;
          longest = Math.max(longest, now - last);
          last = now;
          if (now - began < millis) {
            step(count);
            requestAnimationFrame(next);
          } else {
            done({ frames: Math.round((count * 10_000) / (now - began)) / 10, longest: Math.round(longest) });
          }
        });
      }),
    seconds * 1000,
    act,
  );
}

try {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width: 1600, height: 900 });
  await page.goto(node.url);
  await page.waitForSelector('[data-event]', LIMIT);
  const events = await page.evaluate(() => ({
    firstPaint: Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime),
    firstRows: Math.round(performance.now()),
    rows: document.querySelectorAll('[data-event]').length,
  }));
  const seconds = Number(values.seconds);
  // Back and forth, so that no list is too short.
  const scrolling = await frames(
    page,
    seconds,
    "const s = document.querySelector('.events'); const end = s.scrollHeight - s.clientHeight; s.scrollTop = end * Math.abs(((i * 40) / end) % 2 - 1);",
  );
  if (values.png) {
    await page.screenshot({ path: join(values.png, 'events.png') });
  }
  await page.goto(`${node.url}#/events/${node.name(7)}`);
  await page.waitForSelector('[data-lane="Viewers"] [data-kind="clean"]', LIMIT);
  // Three numbers a frame into the past.
  const moving = await frames(
    page,
    seconds,
    "document.querySelector('.lanes').dispatchEvent(new WheelEvent('wheel', { deltaX: -66, bubbles: true, cancelable: true }));",
  );
  await page.waitForFunction(() => !document.querySelector('[data-lane="Viewers"] [data-kind="undecided"]'), LIMIT);
  const rest = await page.evaluate(() => Number(document.querySelector('[data-lane="Viewers"] [data-number]').dataset.number));
  if (values.png) {
    await page.screenshot({ path: join(values.png, 'lanes.png') });
  }
  process.stdout.write(JSON.stringify({ events, scrolling, moving: { ...moving, numbers: node.liveEdge() - 59 - rest }, errors }) + '\n');
} finally {
  await browser.close();
  node.close();
}
