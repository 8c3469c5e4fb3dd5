#!/usr/bin/env node
/*
 * Watches live streams with real players in one headless Chromium.
 *
 *   node watch.mjs --player shaka --url URL [--seconds 60] [--clock-skew 300000] [--out DIR]
 *   node watch.mjs --plan FILE [--out DIR]
 *
 * A plan is {"sessions": [...]}, each as lib/session.mjs says. On standard output: a line of JSON
 * when a session plays, for each error, and when it has ended. On standard input, if wanted: {"until": EPOCH_MS} ends
 * each session when its playhead has come to that instant. For each session DIR has NAME.json (all
 * that was seen) and NAME.png (the last picture). Status 0 whatever was seen: judging is for others.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { launch } from './lib/browser.mjs';
import { servePage } from './lib/server.mjs';
import { Session } from './lib/session.mjs';

const { values } = parseArgs({
  options: {
    plan: { type: 'string' },
    player: { type: 'string' },
    url: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    'clock-skew': { type: 'string', default: '0' },
    out: { type: 'string', default: 'watched' },
  },
});
const plan = values.plan
  ? JSON.parse(await readFile(values.plan, 'utf8'))
  : {
      sessions: [{
        name: values.player,
        player: values.player,
        url: values.url,
        seconds: Number(values.seconds),
        clockSkewMillis: Number(values['clock-skew']),
      }],
    };
/** So long at most the next session waits for one to play. */
const TURN_MILLIS = 8000;
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const say = (event) => process.stdout.write(JSON.stringify(event) + '\n');

await mkdir(values.out, { recursive: true });
const sessions = plan.sessions.map((one) => new Session(one));
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const { until } = JSON.parse(line);
  sessions.forEach((session) => session.endAt(until));
});
const server = await servePage();
const browser = await launch();
try {
  let turn = Promise.resolve();
  await Promise.all(sessions.map(async (session) => {
    const { name } = session.plan;
    // One after the other: a start costs more than playing, and would be measured in all of them.
    const mine = turn;
    let playing;
    turn = Promise.race([new Promise((resolve) => { playing = resolve; }), mine.then(() => pause(TURN_MILLIS))]);
    await mine;
    const seen = await session.run(browser, server.page, values.out, {
      onPlaying: () => {
        playing();
        say({ event: 'playing', name });
      },
      onError: (error) => say({ event: 'error', name, ...error }),
    });
    say({ event: 'ended', name, summary: seen });
  }));
} finally {
  await browser.close();
  server.close();
  input.close();
}
process.exit(0);
