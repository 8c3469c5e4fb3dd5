import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { wrongClock } from './clock.mjs';
import { recordRequests } from './requests.mjs';
import { summary } from './timeline.mjs';

const TAKE_MILLIS = 500;
const MOVING_SAMPLES = 5;
const STANDING_SAMPLES = 50;
const BUSY = 503;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * One player in a tab of its own, which shares no cache with others.
 *
 * plan: name, player (shaka, dashjs, hlsjs), url, seconds (how long at most), and if wanted
 * clockSkewMillis, dateShiftMillis (how much later than media time the player's dates are),
 * segmentSeconds, subtitles (whether the first ones are shown; hls.js only), catchUp (whether it plays a tenth
 * faster to get back to where it wants to be), reports (URL to which dash.js sends CMCD version 2, with the
 * content id content), seeks: [{after, back}] or [{after, live: true}], seconds after it has begun to play.
 */
export class Session {
  #end = Infinity;
  #samples = [];
  #errors = [];
  #givenUp = [];

  constructor(plan) {
    this.plan = plan;
  }

  /** It ends when its playhead has come to that instant of media time, epoch ms. */
  endAt(mediaTime) {
    this.#end = mediaTime;
  }

  /** Watches to the end, writes NAME.json and NAME.png, and gives the summary. */
  async run(browser, page, directory, { onPlaying, onError }) {
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    try {
      const requests = recordRequests(tab, this.plan.url);
      tab.on('pageerror', (e) => this.#errors.push({ at: Date.now(), fatal: false, what: `page: ${e.message}` }));
      if (this.plan.clockSkewMillis) {
        await tab.evaluateOnNewDocument(wrongClock, this.plan.clockSkewMillis);
      }
      await tab.setViewport({ width: 640, height: 440 });
      const began = Date.now();
      await this.#begin(tab, page);
      const seeks = await this.#watch(tab, page, began, requests, onPlaying, onError);
      await tab.screenshot({ path: join(directory, `${this.plan.name}.png`) });
      const result = {
        ...this.plan,
        version: await tab.evaluate(() => window.version ?? null),
        began,
        seeks,
        errors: this.#errors,
        givenUp: this.#givenUp,
        requests: requests(),
      };
      result.summary = summary(this.#samples, result);
      await writeFile(
        join(directory, `${this.plan.name}.json`),
        JSON.stringify({ ...result, samples: this.#samples }) + '\n');
      return result.summary;
    } finally {
      await context.close();
    }
  }

  async #begin(tab, page) {
    await tab.goto(page);
    await tab.waitForFunction('window.ready');
    await tab.evaluate(
      (player, url, options) => { window.watch(player, url, options); },
      this.plan.player, this.plan.url,
      {
        subtitles: this.plan.subtitles ?? false,
        catchUp: this.plan.catchUp ?? false,
        reports: this.plan.reports || null,
        content: this.plan.content || null,
      });
  }

  async #watch(tab, page, began, requests, onPlaying, onError) {
    const left = [...(this.plan.seeks ?? [])];
    const done = [];
    let playing = 0;
    while (Date.now() < began + this.plan.seconds * 1000 && !this.#reached()) {
      await pause(TAKE_MILLIS);
      const batch = await tab.evaluate(() => window.taken());
      this.#samples.push(...batch.samples);
      const refused = requests().filter(({ status }) => status >= 400).at(-1);
      batch.errors.forEach((error) => { error.busy = refused?.status === BUSY; });
      this.#errors.push(...batch.errors);
      batch.errors.forEach(onError);
      const over = playing
        ? this.#errors.some((error) => error.fatal && error.busy) && this.#stands()
        : batch.errors.some((error) => error.fatal);
      if (over) {
        // As a viewer would: a player is started again that has never played, or that gave up because
        // the origin was too busy to answer.
        this.#givenUp.push(...this.#errors.splice(0));
        await this.#begin(tab, page);
      }
      if (!playing && this.#moves()) {
        playing = Date.now();
        onPlaying();
      }
      if (playing && left.length > 0 && Date.now() >= playing + left[0].after * 1000) {
        const seek = left.shift();
        done.push({ ...seek, at: Date.now(), from: this.#samples.at(-1).time });
        await tab.evaluate(
          ({ live, back }) => (live ? window.seekLive() : window.seekBack(back)), seek);
      }
    }
    return done;
  }

  #moves() {
    const last = this.#samples.slice(-MOVING_SAMPLES);
    return last.length === MOVING_SAMPLES
      && last.every((sample, i) => i === 0 || sample.time > last[i - 1].time);
  }

  #stands() {
    const last = this.#samples.slice(-STANDING_SAMPLES);
    return last.length === STANDING_SAMPLES && last.every(({ time }) => time === last[0].time);
  }

  #reached() {
    const last = this.#samples.at(-1);
    return last?.date !== null && last?.date - (this.plan.dateShiftMillis ?? 0) >= this.#end;
  }
}
