// Chooses the page by the fragment of the URL, and refreshes what no stream brings.

import { hasToken, isToken, setToken } from './api.js';
import { element, isForPage } from './dom.js';
import { eventsPage } from './events.js';
import { showKeys } from './help.js';
import { lanesPage } from './lanes.js';
import { nodePage } from './node.js';

const view = document.getElementById('view');
const node = document.getElementById('node');
const credential = document.getElementById('credential');
let page;
let timer;

/** The page that the fragment names. */
function pageOf(fragment, failed) {
  const [path, query] = fragment.replace(/^#\/?/, '').split('?');
  if (path === 'node') {
    return nodePage(view);
  }
  const match = /^events\/([^/]+\/[^/]+)$/.exec(path);
  if (!match) {
    return eventsPage(view, failed);
  }
  const parameters = new URLSearchParams(query ?? '');
  return lanesPage(view, {
    event: match[1],
    representation: parameters.get('representation') ?? undefined,
    to: number(parameters.get('to')),
    number: number(parameters.get('number')),
  }, failed);
}

function number(text) {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function open() {
  page?.close?.();
  credential.hidden = !hasToken();
  const opened = pageOf(location.hash, (failure) => opened === page && show(failure));
  page = opened;
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
    show(failure);
  }
  if (shown === page) {
    timer = setTimeout(refresh, shown.everyMillis);
  }
}

function show(failure) {
  if (failure.status === 401 || failure.code === 'wrong-credential') {
    askForToken(failure.message);
    return;
  }
  node.textContent = failure.status ? failure.message : 'this node cannot be reached';
  node.className = 'alarm';
}

function askForToken(why) {
  clearTimeout(timer);
  page?.close?.();
  page = undefined;
  const token = element('input', { type: 'password', id: 'token', autocomplete: 'off', required: true, 'aria-describedby': 'token-problem' });
  const problem = element('p', { id: 'token-problem', role: 'alert' });
  const form = element(
    'form',
    {},
    element('h2', {}, 'A credential is needed'),
    element('p', {}, why),
    element('p', {}, element('label', { for: 'token' }, 'Token of a credential with the role viewer or more '), token),
    problem,
    element('button', {}, 'Continue'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const entered = token.value.trim();
    if (!isToken(entered)) {
      problem.textContent = 'A token has only visible characters of ASCII, and no spaces. Copy it again from the file of the credential.';
      return;
    }
    setToken(entered);
    open();
  });
  view.replaceChildren(form);
  node.textContent = '';
  token.focus();
}

credential.addEventListener('click', () => askForToken('Until you continue, the credential of this tab stays as it is.'));
addEventListener('hashchange', open);
addEventListener('keydown', (key) => {
  if (!isForPage(key)) {
    return;
  }
  const filter = document.getElementById('filter');
  if (key.key === '/' && filter) {
    key.preventDefault();
    filter.focus();
  } else if (key.key === '?') {
    key.preventDefault();
    showKeys();
  }
});
open();
