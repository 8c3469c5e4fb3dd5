/* The console in Chromium against an invented node: what no topic is needed for. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility } from '../lib/accessibility.mjs';
import { launch } from '../lib/browser.mjs';
import { fakeNode } from '../lib/fake-node.mjs';

const LIMIT = { timeout: 120_000 };
const VIEWERS = '[data-lane="Viewers"]';
let browser;
let node;
let page;
let errors;

before(async () => {
  node = await fakeNode({ events: 1000, window: 43_200 });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  node?.close();
});

async function open(hash, width = 1600) {
  await page?.close();
  page = await browser.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setViewport({ width, height: 900 });
  await page.goto(`${node.url}${hash}`);
  await page.waitForSelector(hash ? `${VIEWERS} [data-kind="clean"]` : '.run', LIMIT);
}

const shown = () =>
  page.$$eval(`${VIEWERS} [data-number]`, (tiles) => ({
    first: Number(tiles[0].dataset.number),
    count: tiles.length,
    undecided: tiles.filter((tile) => tile.dataset.kind === 'undecided').length,
  }));

/** Waits until nothing that is shown is undecided, and returns what is shown. */
async function still() {
  await page.waitForFunction((lane) => !document.querySelector(`${lane} [data-kind="undecided"]`), LIMIT, VIEWERS);
  return shown();
}

/** Turns the wheel; `tiles` is a way sideways, in tiles. */
function wheel({ tiles = 0, ...options }) {
  return page.evaluate(
    (ways, init) => {
      const [mark] = document.querySelectorAll('[data-axis]');
      const deltaX = ways * mark.getBoundingClientRect().width;
      mark.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaX, ...init }));
    },
    tiles,
    options,
  );
}

test('each page can be read with a screen reader, in two themes and at three widths', async () => {
  await open('');
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press('?');
  await page.waitForSelector('#keys[open]', LIMIT);
  assert.deepEqual(await accessibility(page), []);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.getElementById('keys'), LIMIT);
  await open(`#/events/${node.name(7)}`);
  await page.click(`${VIEWERS} [data-kind="clean"]`);
  await page.keyboard.press('m');
  await page.waitForSelector('#act', LIMIT);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(errors, []);
});

test('of a thousand events the document has those that are seen, and every one can be reached by the keyboard', async () => {
  await open('');
  const rows = () => page.$$eval('[data-event]', (links) => links.map((link) => link.dataset.event));
  assert.ok((await rows()).length < 80);
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('j');
  }
  await page.waitForFunction((name) => document.activeElement.dataset.event === name, LIMIT, node.name(59));
  assert.ok((await rows()).length < 80);
  await page.keyboard.press('k');
  await page.waitForFunction((name) => document.activeElement.dataset.event === name, LIMIT, node.name(58));
  await page.$eval('.events', (events) => (events.scrollTop = events.scrollHeight));
  await page.waitForFunction((name) => document.querySelector(`[data-event="${name}"]`), LIMIT, node.name(999));
  assert.deepEqual(errors, []);
});

/** Selects a number that viewers got, and opens the form for it. */
async function openForm() {
  await page.click(`${VIEWERS} [data-kind="clean"]`);
  await page.keyboard.press('m');
  await page.waitForSelector('#act', LIMIT);
  await page.type('#act-reason', 'why');
}

test('the list and the lanes work in one browser, which has six connections to a node', async () => {
  await open('');
  const list = page;
  page = undefined;
  try {
    await list.waitForFunction(() => document.querySelectorAll('.strip[aria-label*="300 numbers"]').length === 5, LIMIT);
    await open(`#/events/${node.name(7)}`);
    await openForm();
    await page.click('#act-mask');
    await page.waitForFunction(() => /^Masked/.test(document.getElementById('outcome').textContent), LIMIT);
    assert.equal(node.masks.size, 1);
    assert.equal(node.streams(), 1);
    node.masks.clear();
  } finally {
    await list.close();
  }
});

test('a strip goes on with the live edge, and letters of a filter begin no strip until they stop', async () => {
  await open('');
  const title = () => page.$eval('.run:last-child', (run) => run.title);
  const before = await title();
  await page.waitForFunction((old) => document.querySelector('.run:last-child').title !== old, LIMIT, before);
  const begun = node.requests.length;
  await page.evaluate(() => {
    const filter = document.getElementById('filter');
    for (const text of ['event-010', 'event-020', 'event-030', 'event-040']) {
      filter.value = text;
      filter.dispatchEvent(new Event('input'));
    }
  });
  await page.waitForFunction((name) => document.querySelector(`[data-event="${name}"]`)?.closest('tr').querySelector('.run'), LIMIT, node.name(400));
  const read = node.requests.slice(begun);
  assert.ok(!read.some((request) => /event-0[123]0\d/.test(request)), read.join());
  assert.deepEqual(errors, []);
});

test('the filter is in the URL, and a filtered list is short', async () => {
  await open('');
  await page.keyboard.press('/');
  await page.keyboard.type('event-0123');
  await page.waitForFunction(() => document.querySelectorAll('[data-event]').length === 1, LIMIT);
  assert.match(page.url(), /filter=event-0123$/);
});

test('the lanes move a day back, and what they show there is read', async () => {
  await open(`#/events/${node.name(7)}`);
  assert.equal((await still()).count, 60);
  for (let moved = 0; moved < 40_000; moved += 1000) {
    await wheel({ tiles: -1000 });
  }
  const back = await still();
  assert.ok(Math.abs(node.liveEdge() - 40_059 - back.first) < 60, `${back.first} of ${node.liveEdge()}`);
  // The URL names the place, so a colleague sees the same.
  await page.waitForFunction((last) => location.hash.includes(`to=${last}`), LIMIT, back.first + 59);
  await page.focus(`${VIEWERS} [tabindex="0"]`);
  await page.keyboard.press('End');
  await page.waitForFunction(() => /follows it/.test(document.getElementById('stream').textContent), LIMIT);
  assert.ok((await still()).first > back.first + 39_000);
  assert.deepEqual(errors, []);
});

test('dragging the axis moves the lanes by as many numbers', async () => {
  await open(`#/events/${node.name(7)}?to=${node.first + 20_000}`);
  const { first } = await still();
  const mark = await (await page.$(`[data-axis="${first + 20}"]`)).boundingBox();
  await page.mouse.move(mark.x + 2, mark.y + 2);
  await page.mouse.down();
  await page.mouse.move(mark.x + 2 + 10 * (mark.width + 2), mark.y + 2, { steps: 5 });
  await page.mouse.up();
  assert.ok(Math.abs((await still()).first - (first - 10)) <= 1);
});

test('without a stream the lanes are read again with each refresh', async () => {
  node.settings.streams = false;
  try {
    await open(`#/events/${node.name(7)}`);
    const { first, count } = await shown();
    await page.waitForFunction((lane, number) => document.querySelector(`${lane} [data-kind="clean"][data-number="${number}"]`), LIMIT, VIEWERS, first + count + 3);
  } finally {
    node.settings.streams = true;
  }
});

test('the lanes have the pipelines of the definition as it is now, and an unknown one is not proposed for a mask', async () => {
  await open(`#/events/${node.name(7)}`);
  await openForm();
  const proposed = () => page.$eval('#act-pipeline', (pipeline) => pipeline.value);
  assert.match(await proposed(), /^[ab]$/);
  await page.click('#act-cancel');
  try {
    node.settings.pipelines = ['x', 'y'];
    await page.waitForSelector('[data-lane="Pipeline y"]', LIMIT);
    assert.equal(await page.$('[data-lane="Pipeline a"]'), null);
    await openForm();
    assert.equal(await proposed(), '');
    assert.deepEqual(await accessibility(page), []);
    await page.click('#act-mask');
    assert.ok(await page.$('#act:invalid'));
    assert.equal(await page.$eval('#preview', (preview) => preview.textContent), '');
    await page.select('#act-pipeline', 'y');
    await page.click('#act-mask');
    await page.waitForFunction(() => /^Masked: y/.test(document.getElementById('outcome').textContent), LIMIT);
  } finally {
    node.settings.pipelines = ['a', 'b'];
    node.masks.clear();
  }
  assert.deepEqual(errors, []);
});

test('of an event that was deleted and declared again, no number of the one before stays', async () => {
  node.settings.streams = false;
  try {
    await open(`#/events/${node.name(7)}`);
    // In the fake node, nothing of a later incarnation is decided.
    node.settings.incarnation = 2;
    await page.waitForFunction((lane) => !document.querySelector(`${lane} [data-kind="clean"]`), LIMIT, VIEWERS);
  } finally {
    node.settings.streams = true;
    node.settings.incarnation = 1;
  }
});

/** Dispatches pointer events: `[type, tile from the left, buttons]`. */
function pointer(...events) {
  return page.evaluate(
    (lane, all) => {
      for (const [type, index, buttons] of all) {
        const tile = document.querySelectorAll(`${lane} [data-number]`)[index];
        const { x, y } = tile.getBoundingClientRect();
        tile.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, buttons, clientX: x + 1, clientY: y + 1 }));
      }
    },
    VIEWERS,
    events,
  );
}

test('a touch that the browser takes over ends a drag, and so does a button that was let go elsewhere', async () => {
  const selected = () => page.$$eval(`${VIEWERS} [aria-selected="true"]`, (tiles) => tiles.length);
  for (const end of [['pointercancel', 20, 0], ['pointerover', 22, 0]]) {
    await open(`#/events/${node.name(7)}?to=${node.first + 20_000}`);
    await still();
    await pointer(['pointerdown', 20, 1], end, ['pointerover', 25, 1], ['pointerup', 25, 0]);
    await page.waitForFunction(() => document.querySelector('#story').textContent !== '', LIMIT);
    assert.equal(await selected(), 1, end[0]);
    assert.equal(await page.$('#act'), null);
  }
  await pointer(['pointerdown', 20, 1], ['pointerover', 25, 1], ['pointerup', 25, 0]);
  assert.equal(await selected(), 6);
  assert.ok(await page.$('#act'));
});

test('a form sets one mask, however often it is sent, and masks of others appear', async () => {
  await open(`#/events/${node.name(7)}`);
  const puts = () => node.requests.filter((request) => /^PUT .*masks/.test(request));
  const before = puts().length;
  const twice = () => page.$eval('#act-mask', (mask) => [1, 2].forEach(() => mask.click()));
  try {
    node.settings.refused = 1;
    await openForm();
    await twice();
    await page.waitForFunction(() => document.getElementById('outcome').textContent === 'not now', LIMIT);
    await twice();
    await page.waitForFunction(() => /^Masked/.test(document.getElementById('outcome').textContent), LIMIT);
    assert.equal(puts().length - before, 2);
    assert.equal(new Set(puts().slice(before)).size, 1);
    assert.equal(node.masks.size, 1);
    node.masks.set('of-another', { id: 'of-another', pipeline: 'a', representation: '*', from: 1, to: 2 });
    await page.waitForSelector('[data-mask="of-another"]', LIMIT);
    await page.$eval('[data-mask="of-another"]', (undo) => [1, 2].forEach(() => undo.click()));
    await page.waitForFunction(() => /removed/.test(document.getElementById('outcome').textContent), LIMIT);
    assert.equal(node.requests.filter((request) => /^DELETE .*of-another/.test(request)).length, 1);
  } finally {
    node.settings.refused = 0;
    node.masks.clear();
  }
  assert.deepEqual(errors, []);
});

test('a token that no header field can carry is refused, and a credential can be changed', async () => {
  node.settings.token = 's3cr3t-canary-1';
  try {
    await page.close();
    page = await browser.newPage();
    await page.goto(node.url);
    const enter = async (token) => {
      await page.waitForSelector('#token', LIMIT);
      await page.$eval('#token', (input) => (input.value = ''));
      await page.type('#token', token);
      await page.keyboard.press('Enter');
    };
    await enter('s3cr3t-canary-é');
    await page.waitForFunction(() => /characters/.test(document.querySelector('[role="alert"]')?.textContent), LIMIT);
    assert.deepEqual(await accessibility(page), []);
    await enter('s3cr3t-canary-1');
    await page.waitForSelector('.run', LIMIT);
    assert.deepEqual(await accessibility(page), []);
    node.settings.token = 's3cr3t-canary-2';
    await page.click('#credential');
    await enter('s3cr3t-canary-2');
    await page.waitForSelector('.run', LIMIT);
  } finally {
    node.settings.token = undefined;
  }
  await open('');
  assert.equal(await page.$eval('#credential', (button) => button.checkVisibility()), false);
});

test('the page of the node says what is not in force, what was passed over, and who is refused', async () => {
  await open('');
  await page.goto(`${node.url}#/node`);
  await page.waitForSelector('[data-tenant="noisy"]', LIMIT);
  const text = await page.$eval('#view', (view) => view.innerText);
  assert.match(text, /--limits is not in force\s+line 3: gets must be a number/);
  assert.match(text, /segment: t\/e\/v0\s+segments.a-3@17\s+overflow/);
  assert.match(text, /quiet: within its limits/);
  assert.match(text, /noisy: 7 refused/);
  await page.click('[data-tenant="noisy"] summary');
  assert.match(await page.$eval('[data-tenant="noisy"]', (one) => one.innerText), /gets\s+10\s+90\s+7/);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(errors, []);
});

test('wheel, pinch and keys zoom around the number that is pointed at or selected', async () => {
  await open(`#/events/${node.name(7)}?to=${node.first + 20_000}`);
  await wheel({ deltaY: -100 });
  await page.waitForFunction(() => document.querySelector('.lanes').dataset.span === '30', LIMIT);
  await wheel({ deltaY: 10, ctrlKey: true });
  await page.waitForFunction(() => document.querySelector('.lanes').dataset.span === '60', LIMIT);
  await page.focus(`${VIEWERS} [tabindex="0"]`);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await page.waitForFunction(() => document.querySelector('.lanes').dataset.span === '180', LIMIT);
  const wide = await still();
  assert.equal(wide.count, 180);
  assert.equal(wide.first + 179, node.first + 20_000);
  assert.deepEqual(errors, []);
});
