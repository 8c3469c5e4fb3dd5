#!/usr/bin/env node
/*
 * Acts in the console in a headless Chromium as an operator does: masks a range by dragging, another
 * number by the keyboard, and takes the second mask back.
 *
 *   node console-act.mjs --url URL --from N --to N --key N --png FILE
 *
 * URL is a page of one event that shows these numbers. On standard output: one document of JSON with
 * the preview of the first mask, the numbers that were selected for it, the letters of the lane of viewers before and after, how often the
 * page asked for each path, and every error of the page.
 */
import { parseArgs } from 'node:util';
import { launch } from './lib/browser.mjs';

const LIMIT = { timeout: 180_000 };
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    key: { type: 'string' },
    png: { type: 'string' },
  },
});
const tile = (number) => `[data-lane="Viewers"] [data-number="${number}"]`;
const browser = await launch();
try {
  const page = await browser.newPage();
  const errors = [];
  const requests = {};
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  page.on('request', (request) => {
    const path = `${request.method()} ${new URL(request.url()).pathname}`;
    requests[path] = (requests[path] ?? 0) + 1;
  });
  await page.setViewport({ width: 1600, height: 900 });
  await page.goto(values.url);
  for (const number of [values.from, values.to, values.key]) {
    await page.waitForSelector(`${tile(number)}:not(.undecided)`, LIMIT);
  }
  const letters = () =>
    page.$$eval('[data-lane="Viewers"] [data-number]', (tiles) =>
      Object.fromEntries(tiles.map((each) => [each.dataset.number, each.textContent])),
    );
  const before = await letters();
  const middle = async (number) => {
    const box = await (await page.$(tile(number))).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const text = (selector) => page.$eval(selector, (found) => found.textContent);
  const becomes = (number, letter) =>
    page.waitForFunction(
      (selector, wanted) => document.querySelector(selector)?.textContent === wanted,
      LIMIT,
      tile(number),
      letter,
    );
  const masked = () => page.waitForFunction(() => /^Masked/.test(document.getElementById('outcome').textContent), LIMIT);

  // By dragging.
  await page.mouse.move(...(await middle(values.from)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(values.to)), { steps: 8 });
  await page.mouse.up();
  await page.waitForSelector('#act', LIMIT);
  await page.waitForFunction(() => document.getElementById('preview').textContent !== '', LIMIT);
  const preview = await text('#preview');
  const selected = await page.$$eval('[data-lane="Viewers"] [aria-selected="true"]', (tiles) => tiles.map((each) => Number(each.dataset.number)));
  await page.type('#act-reason', 'by dragging');
  await page.screenshot({ path: values.png });
  await page.click('#act-mask');
  await masked();
  await becomes(values.from, 'b');
  await becomes(values.to, 'b');

  // By the keyboard: one number further back with each key, with Shift the range grows.
  await page.click(tile(Number(values.key) + 1));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  await page.keyboard.press('m');
  await page.waitForSelector('#act', LIMIT);
  const heading = await text('#act h3');
  await page.keyboard.type('by the keyboard');
  await page.keyboard.press('Enter');
  await becomes(values.key, 'b');
  await page.waitForFunction(() => document.querySelectorAll('[data-mask]').length === 2, LIMIT);
  const listed = await text('.masks');
  const undone = await page.$$eval('.masks p', (all) => all.findIndex((each) => each.textContent.includes('by the keyboard')));
  await page.evaluate((index) => document.querySelectorAll('[data-mask]')[index].click(), undone);
  await page.waitForFunction(() => document.querySelectorAll('[data-mask]').length === 1, LIMIT);

  process.stdout.write(
    JSON.stringify({ before, after: await letters(), preview, selected, heading, listed, left: await text('.masks'), requests, errors }) + '\n',
  );
} finally {
  await browser.close();
}
