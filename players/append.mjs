#!/usr/bin/env node
/*
 * Gives segments to the SourceBuffer of a headless Chromium and plays them.
 *
 *   node append.mjs DIR
 *
 * DIR has cases.json: [{"name", "type", "start", "files": ["init.mp4", ...]}], files in DIR, the type as MediaSource wants
 * it, and the media time, s, that is presented at 0.
 * Writes DIR/seen.json: [{"name", "supported", "ranges": [[start, end]], "frames", "error"}], ranges in seconds. Status 0
 * whatever was seen: judging is for others.
 */
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { launch } from './lib/browser.mjs';
import { servePage } from './lib/server.mjs';

const directory = process.argv[2];
if (!directory) {
  process.stderr.write('usage: append.mjs DIR\n');
  process.exit(2);
}
const cases = JSON.parse(await readFile(join(directory, 'cases.json'), 'utf8'));
const server = await servePage({ media: directory });
const browser = await launch();
try {
  const seen = [];
  for (const { name, type, start, files } of cases) {
    const tab = await browser.newPage();
    await tab.goto(`${server.page}?run=append`);
    await tab.waitForFunction('window.ready');
    const urls = files.map((file) => `/media/${file}`);
    seen.push({ name, ...(await tab.evaluate((...all) => window.append(...all), type, start, urls)) });
    await tab.close();
  }
  await writeFile(join(directory, 'seen.json'), JSON.stringify(seen) + '\n');
} finally {
  await browser.close();
  server.close();
}
