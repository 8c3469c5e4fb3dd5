// The keys, in a dialog that `?` opens.

import { element } from './dom.js';

const KEYS = [
  ['?', 'show the keys'],
  ['/', 'filter the events'],
  ['← → or j k', 'select the number before, or after'],
  ['Shift with these', 'select a range'],
  ['j k or ↓ ↑', 'in the list of events: the next one, or the one before'],
  ['Page Up, Page Down', 'go further'],
  ['+ −', 'zoom'],
  ['End', 'follow the live edge'],
  ['m', 'mask or invalidate the selection, with the role operator or more'],
  ['Escape', 'close a dialog or a form'],
];

/** Opens the dialog; it is removed when it is closed. */
export function showKeys() {
  if (document.getElementById('keys')) {
    return;
  }
  const dialog = element(
    'dialog',
    { id: 'keys', 'aria-labelledby': 'keys-title' },
    element('h2', { id: 'keys-title' }, 'Keys'),
    element('dl', {}, ...KEYS.flatMap(([key, meaning]) => [element('dt', {}, element('kbd', {}, key)), element('dd', {}, meaning)])),
    element('form', { method: 'dialog' }, element('button', {}, 'Close')),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
