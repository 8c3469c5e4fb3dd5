#!/usr/bin/env node
/*
 * Makes the pictures of the console in docs/pictures: starts `./origin demo` on free ports, opens the
 * console in a headless Chromium, and waits until the demo has made its first mistakes.
 *
 *   node players/picture.mjs
 *
 * Needs Chromium and FFmpeg. events.png and event.png are pages as they are; console.gif is ten
 * seconds of the page of the event.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch } from './lib/browser.mjs';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(HOME, 'docs', 'pictures');
const LIMIT = { timeout: 300_000 };
const FRAMES = 20;
const FRAME_MILLIS = 500;
/** All pictures together. */
const MOST_BYTES = 2_000_000;

const demo = spawn(
  join(HOME, 'origin'),
  ['demo', '--open', '--for', '300s', ...['serving', 'ingest-a', 'ingest-b', 'admin', 'kafka'].flatMap((port) => [`--${port}-port`, '0'])],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const admin = await new Promise((found, failed) => {
  demo.on('exit', () => failed(new Error('the demo ended')));
  createInterface({ input: demo.stdout }).on('line', (line) => {
    const match = /^ {2}admin +(\S+)/.exec(line);
    if (match) {
      found(match[1]);
    }
  });
});
const browser = await launch();
const frames = await mkdtemp(join(tmpdir(), 'console-'));
try {
  await mkdir(OUT, { recursive: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 1100, height: 560 });
  await page.goto(`${admin}/#/events/demo/clip`);
  // Both copies of one number are bad, and pipeline a is silent.
  await page.waitForSelector('[data-lane="Viewers"] .defective', LIMIT);
  await page.waitForSelector('[data-lane="Pipeline a"] .missing', LIMIT);
  await page.focus('[data-lane="Viewers"] [tabindex="0"]');
  await page.keyboard.press('+');
  for (let i = 0; i < FRAMES; i++) {
    await page.screenshot({ path: join(frames, `${String(i).padStart(3, '0')}.png`) });
    await new Promise((next) => setTimeout(next, FRAME_MILLIS));
  }
  await page.click('[data-lane="Viewers"] .defective');
  await page.waitForSelector('#story h3', LIMIT);
  await page.screenshot({ path: join(OUT, 'event.png') });
  await page.goto(`${admin}/#/`);
  await page.waitForSelector('.run', LIMIT);
  await page.setViewport({ width: 1500, height: 300 });
  await page.screenshot({ path: join(OUT, 'events.png') });
  const made = spawnSync(
    'ffmpeg',
    ['-y', '-loglevel', 'error', '-framerate', String(1000 / FRAME_MILLIS), '-i', join(frames, '%03d.png'), '-vf', 'split[a][b];[a]palettegen=max_colors=64[p];[b][p]paletteuse=dither=none', join(OUT, 'console.gif')],
    { stdio: 'inherit' },
  );
  if (made.status !== 0) {
    throw new Error('FFmpeg made no console.gif');
  }
  let bytes = 0;
  for (const name of ['event.png', 'events.png', 'console.gif']) {
    bytes += (await stat(join(OUT, name))).size;
  }
  if (bytes > MOST_BYTES) {
    throw new Error(`the pictures have ${bytes} bytes, but may have ${MOST_BYTES}`);
  }
  process.stdout.write(`${OUT}: ${bytes} bytes\n`);
} finally {
  await browser.close();
  demo.kill();
  await rm(frames, { recursive: true });
}
