// Chooses the page by the fragment of the URL and refreshes it every two seconds.

import { setToken } from './api.js';
import { element } from './dom.js';
import { eventsPage } from './events.js';
import { lanesPage } from './lanes.js';

const EVERY_MILLIS = 2_000;
const view = document.getElementById('view');
const node = document.getElementById('node');
let page;
let timer;

/** The page that the fragment names. */
function pageOf(fragment) {
  const [path, query] = fragment.replace(/^#\/?/, '').split('?');
  const match = /^events\/([^/]+\/[^/]+)$/.exec(path);
  if (!match) {
    return eventsPage(view);
  }
  const parameters = new URLSearchParams(query ?? '');
  return lanesPage(view, {
    event: match[1],
    representation: parameters.get('representation') ?? undefined,
    to: number(parameters.get('to')),
    number: number(parameters.get('number')),
  });
}

function number(text) {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function open() {
  page?.close?.();
  page = pageOf(location.hash);
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  const shown = page;
  try {
    const status = await shown.refresh();
    if (shown === page) {
      node.textContent = `${status.ready ? 'ready' : `not ready: ${status.reason}`}, ${status.build.version}`;
      node.className = status.ready ? '' : 'alarm';
    }
  } catch (failure) {
    if (shown !== page) {
      return;
    }
    if (failure.status === 401 || failure.code === 'wrong-credential') {
      askForToken(failure);
      return;
    }
    node.textContent = failure.status ? failure.message : 'this node cannot be reached';
    node.className = 'alarm';
  }
  if (shown === page) {
    timer = setTimeout(refresh, EVERY_MILLIS);
  }
}

function askForToken(failure) {
  const token = element('input', { type: 'password', id: 'token', autocomplete: 'off', required: true });
  const form = element(
    'form',
    {},
    element('h2', {}, 'A credential is needed'),
    element('p', {}, failure.message),
    element('p', {}, element('label', { for: 'token' }, 'Token of a credential with the role viewer or more '), token),
    element('button', {}, 'Continue'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    setToken(token.value.trim());
    open();
  });
  view.replaceChildren(form);
  node.textContent = '';
  token.focus();
}

addEventListener('hashchange', open);
addEventListener('keydown', (key) => {
  if (key.key === '/' && !(key.target instanceof HTMLInputElement)) {
    const filter = document.getElementById('filter');
    if (filter) {
      key.preventDefault();
      filter.focus();
    }
  }
});
open();
