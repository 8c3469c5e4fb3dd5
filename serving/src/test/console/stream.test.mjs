import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventParser, follow } from '../../main/resources/io/liveorigin/serving/console/stream.js';

const TEXT =
  '\uFEFF: alive\n\nid: 3:815\r\nevent: decision\r\ndata: {"a":\rdata:1}\n\n' +
  'data\n\nevent: empty\n\nid: 3:816\ndata: é€\nretry: 10\nnonsense\n\n';

const EVENTS = [
  { id: '3:815', name: 'decision', data: '{"a":\n1}' },
  { id: '3:815', name: 'message', data: '' },
  { id: '3:816', name: 'message', data: 'é€' },
];

test('a stream is read alike wherever its pieces end', () => {
  assert.deepEqual(new EventParser().add(TEXT), EVENTS);
  for (let cut = 0; cut <= TEXT.length; cut++) {
    const parser = new EventParser();
    const events = [...parser.add(TEXT.slice(0, cut)), ...parser.add(TEXT.slice(cut))];
    assert.deepEqual(events, EVENTS, `cut at ${cut}`);
  }
  const single = new EventParser();
  assert.deepEqual(
    [...TEXT].flatMap((character) => single.add(character)),
    EVENTS,
  );
});

test('an event without its empty line is no event', () => {
  assert.deepEqual(new EventParser().add('data: half\n'), []);
});

/** A server: each connection is a list of texts, after which it ends. */
function server(...connections) {
  const asked = [];
  return {
    asked,
    open: async (headers) => {
      asked.push(headers['Last-Event-ID'] ?? '');
      const texts = connections.shift();
      if (!texts) {
        throw new Error('no more');
      }
      const bytes = texts.map((text) => new TextEncoder().encode(text));
      return {
        body: {
          getReader: () => ({
            read: async () => (bytes.length > 0 ? { value: bytes.shift() } : { done: true }),
          }),
        },
      };
    },
  };
}

const decision = (id, number) => `id: ${id}\nevent: decision\ndata: {"number":${number}}\n\n`;
const reset = (id) => `id: ${id}\nevent: reset\ndata: {}\n\n`;

async function followed(given, onReset = async () => {}) {
  const taken = [];
  const states = [];
  const pauses = [];
  const following = follow(
    given.open,
    {
      decision: (document) => taken.push(document.number),
      reset: async () => {
        taken.push('reset');
        await onReset();
      },
      state: (state) => states.push(state),
    },
    async (millis) => {
      pauses.push(millis);
      if (given.asked.length >= 4) {
        following.stop();
      }
    },
  );
  await following.ended;
  return { taken, states, pauses };
}

test('each connection goes on after the last event of the one before', async () => {
  const given = server([reset('1:1'), decision('1:2', 7)], [decision('1:3', 8)], [': alive\n\n'], []);
  const { taken } = await followed(given);
  assert.deepEqual(taken, ['reset', 7, 8]);
  assert.deepEqual(given.asked, ['', '1:2', '1:3', '1:3']);
});

test('after half an event, the whole one is asked for again', async () => {
  const given = server([decision('1:2', 7) + 'id: 1:3\nevent: decision\ndata: {"num'], [], [], []);
  await followed(given);
  assert.deepEqual(given.asked, ['', '1:2', '1:2', '1:2']);
});

test('a window that could not be read again gives no position', async () => {
  const given = server([decision('1:2', 7), reset('1:9')], [], [], []);
  const { states } = await followed(given, async () => {
    throw new Error('the node is gone');
  });
  assert.deepEqual(given.asked, ['', '', '', '']);
  assert.ok(states.includes('interrupted'));
});

test('a refusal is reported and the client comes back', async () => {
  const given = server();
  const { states, pauses } = await followed(given);
  assert.deepEqual(states, ['interrupted', 'interrupted', 'interrupted', 'interrupted']);
  assert.deepEqual(pauses, [500, 1000, 2000, 4000]);
});

test('only an event that was taken in makes the next pause short again', async () => {
  const unread = async () => {
    throw new Error('the node starts');
  };
  const refused = server([': alive\n\n', reset('1:1')], [reset('1:1')], [': alive\n\n'], [reset('1:1')]);
  assert.deepEqual((await followed(refused, unread)).pauses, [500, 1000, 2000, 4000]);
  const taken = server([], [], [decision('1:2', 7)], []);
  assert.deepEqual((await followed(taken)).pauses, [500, 1000, 500, 1000]);
});
