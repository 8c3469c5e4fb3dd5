#!/usr/bin/env node
/*
 * Opens the console in a headless Chromium and writes what it shows of an event.
 *
 *   node console.mjs --url URL [--token TOKEN] [--connected N] --number N --png FILE
 *
 * URL is a page of one event that shows the number N. When N is decided there, it is selected with
 * the keyboard, and `m` is pressed, with which an operator acts. With --connected, a line "connected"
 * is written as soon as that number is decided. On standard output: one document of JSON with the lanes ({name: {number: {kind,
 * chosen}}}), the selected number, how many elements there are to act with, the story's text, and every error of the page.
 */
import { parseArgs } from 'node:util';
import { launch } from './lib/browser.mjs';

const LIMIT_MILLIS = 180_000;
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    token: { type: 'string' },
    connected: { type: 'string' },
    number: { type: 'string' },
    png: { type: 'string' },
  },
});
const browser = await launch();
try {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  await page.setViewport({ width: 1600, height: 700 });
  await page.goto(values.url);
  if (values.token) {
    await page.waitForSelector('#token', { timeout: LIMIT_MILLIS });
    await page.type('#token', values.token);
    await page.keyboard.press('Enter');
  }
  if (values.connected) {
    await page.waitForSelector(`[data-lane="Viewers"] [data-number="${values.connected}"]:not(.undecided)`, { timeout: LIMIT_MILLIS });
    process.stdout.write('connected\n');
  }
  const decided = `[data-lane="Viewers"] [data-number="${values.number}"]:not(.undecided)`;
  await page.waitForSelector(decided, { timeout: LIMIT_MILLIS });
  // The tile before the number, by a click; then the number itself, by the keyboard.
  await page.click(`[data-lane="Viewers"] [data-number="${Number(values.number) - 1}"]`);
  await page.focus(`[data-lane="Viewers"] [data-number="${Number(values.number) - 1}"]`);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(
    (number) => document.querySelector('#story h3')?.textContent === `Number ${number}`,
    { timeout: LIMIT_MILLIS },
    values.number,
  );
  // The address follows when the lanes stand still.
  await page.waitForFunction((number) => location.hash.includes(`number=${number}`), { timeout: LIMIT_MILLIS }, values.number);
  await page.keyboard.press('m');
  const shown = await page.evaluate(() => {
    const lanes = {};
    for (const lane of document.querySelectorAll('[data-lane]')) {
      const tiles = {};
      for (const tile of lane.querySelectorAll('[data-number]')) {
        tiles[tile.dataset.number] = {
          kind: tile.dataset.kind,
          chosen: tile.classList.contains('chosen'),
          label: tile.getAttribute('aria-label'),
        };
      }
      lanes[lane.querySelector('.name').textContent] = tiles;
    }
    return {
      lanes,
      actions: document.querySelectorAll('#actions button, #actions form').length,
      story: document.getElementById('story').innerText,
      node: document.getElementById('node').textContent,
      url: location.href,
    };
  });
  await page.screenshot({ path: values.png });
  process.stdout.write(JSON.stringify({ ...shown, errors }) + '\n');
} finally {
  await browser.close();
}
