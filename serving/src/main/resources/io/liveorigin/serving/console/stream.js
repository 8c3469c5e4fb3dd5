// Reads a stream of server-sent events by fetch, because EventSource cannot send a credential.

/**
 * Reads the text of a stream, in pieces that may end anywhere (HTML Living Standard, section
 * 9.2.6), and returns the events that each piece completes.
 */
export class EventParser {
  #rest = '';
  #started = false;
  #id = '';
  #name = '';
  #data = [];

  /** @returns {{id: string, name: string, data: string}[]} */
  add(text) {
    const events = [];
    this.#rest += text;
    if (!this.#started && this.#rest.length > 0) {
      this.#started = true;
      this.#rest = this.#rest.replace(/^\uFEFF/, '');
    }
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.#rest);
      // A CR at the end may be the first half of a CR LF.
      if (!end || (end[0] === '\r' && end.index === this.#rest.length - 1)) {
        return events;
      }
      const line = this.#rest.slice(0, end.index);
      this.#rest = this.#rest.slice(end.index + end[0].length);
      if (line === '') {
        this.#dispatch(events);
      } else {
        this.#field(line);
      }
    }
  }

  #field(line) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#name = value;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    }
  }

  #dispatch(events) {
    if (this.#data.length > 0) {
      events.push({ id: this.#id, name: this.#name || 'message', data: this.#data.join('\n') });
    }
    this.#name = '';
    this.#data = [];
  }
}

/** Longer than the heartbeat of the node, which is 15 s. */
const SILENCE_MILLIS = 40_000;
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 15_000;

/**
 * Follows the decisions of an event until it is stopped, and comes back after each interruption
 * with the position that it has reached. A position counts only when all up to it has been taken
 * in: after a `reset`, when the window was read again.
 *
 * @param open (headers, signal) => Promise<Response>, which rejects if the response is an error
 * @param take {decision(document), reset(): Promise, state(text)}; a rejection of reset begins anew
 * @param wait (millis, signal) => Promise; for tests
 */
export function follow(open, take, wait = pause) {
  const stop = new AbortController();
  let position = '';
  let waits = FIRST_PAUSE_MILLIS;

  async function once() {
    const connection = new AbortController();
    const end = () => connection.abort();
    stop.signal.addEventListener('abort', end);
    let silence = setTimeout(end, SILENCE_MILLIS);
    try {
      const response = await open(position ? { 'Last-Event-ID': position } : {}, connection.signal);
      const reader = response.body.getReader();
      const text = new TextDecoder();
      const parser = new EventParser();
      take.state('live');
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(silence);
        silence = setTimeout(end, SILENCE_MILLIS);
        for (const event of parser.add(text.decode(value, { stream: true }))) {
          await takeIn(event);
          // A connection alone proves nothing: the window that it asks for may be refused each time.
          waits = FIRST_PAUSE_MILLIS;
        }
      }
    } finally {
      clearTimeout(silence);
      stop.signal.removeEventListener('abort', end);
      connection.abort();
    }
  }

  async function takeIn(event) {
    if (event.name === 'reset') {
      // Until the window is read, an earlier position would miss decisions.
      position = '';
      await take.reset();
    } else if (event.name === 'decision') {
      take.decision(JSON.parse(event.data));
    }
    position = event.id;
  }

  async function run() {
    while (!stop.signal.aborted) {
      try {
        await once();
        take.state('interrupted');
      } catch (failure) {
        if (!stop.signal.aborted) {
          take.state('interrupted', failure);
        }
      }
      await wait(waits, stop.signal);
      waits = Math.min(LONGEST_PAUSE_MILLIS, waits * 2);
    }
  }

  const ended = run();
  return {
    ended,
    stop: () => stop.abort(),
  };
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
