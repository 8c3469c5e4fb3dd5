// The actions of an operator on the selected numbers: see what a mask would change, set it, take it
// back, or invalidate. A viewer gets none of it, and the node refuses it, too.

import { eventPath, get, reasonOf, send } from './api.js';
import { element } from './dom.js';

const ALL = '*';
const ROLES = ['operator', 'admin'];

/** Whether somebody with this identity (GET /identity) may act. */
export function mayAct(identity) {
  return ROLES.includes(identity?.role);
}

/** A text such as `2 of 5 numbers change: 1 from b, clean; 1 filler`. */
export function summary(preview) {
  const counts = new Map();
  for (const { now, then } of preview.numbers) {
    if (now.kind !== then.kind || now.pipeline !== then.pipeline) {
      const text = then.pipeline ? `from ${then.pipeline}, ${then.kind}` : then.kind;
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const undecided = preview.numbers.filter((each) => each.now.kind === 'undecided').length;
  const effects = [...counts].map(([text, count]) => `${count} ${text}`).join('; ');
  return (
    `${preview.changed} of ${preview.numbers.length} numbers change${effects ? `: ${effects}` : ''}.` +
    (undecided > 0 ? ` ${undecided} are not decided yet.` : '')
  );
}

/** An id of a mask or an invalidation that no other form has. */
function newId() {
  // There is no randomUUID on a page without TLS.
  const random = crypto.getRandomValues(new Uint32Array(2));
  return ['console', Date.now().toString(36), ...[...random].map((part) => part.toString(36))].join('-');
}

/**
 * The panel of an event.
 *
 * @param view where it is shown
 * @param changed is called after each change
 */
export function actionsPanel(view, event, changed) {
  const path = eventPath(event);
  const masks = element('div', { class: 'masks' });
  const form = element('div');
  const outcome = element('p', { role: 'status', id: 'outcome' });
  let listed = '[]';
  view.replaceChildren(form, outcome, masks);

  /** Acts once: until it is done, the buttons within this element do nothing. */
  async function act(within, what) {
    const focused = document.activeElement;
    const buttons = [...within.querySelectorAll('button')];
    buttons.forEach((button) => (button.disabled = true));
    try {
      outcome.textContent = await what();
    } catch (failure) {
      outcome.textContent = reasonOf(failure);
    } finally {
      buttons.forEach((button) => (button.disabled = false));
      if (document.activeElement === document.body) {
        focused.focus();
      }
    }
  }

  async function list() {
    const all = await get(`${path}/masks`);
    // Nothing changes under the pointer or the focus without a reason.
    const now = JSON.stringify(all);
    if (now === listed) {
      return;
    }
    listed = now;
    masks.replaceChildren(
      ...(all.length === 0 ? [] : [element('h3', {}, 'Masks')]),
      ...all.map((mask) => {
        const undo = element('button', { 'data-mask': mask.id }, 'Undo');
        undo.addEventListener('click', () =>
          act(masks, async () => {
            await send('DELETE', `${path}/masks/${encodeURIComponent(mask.id)}`);
            await list();
            changed();
            return `The mask of ${mask.pipeline}, ${mask.from} to ${mask.to}, is removed.`;
          }),
        );
        return element('p', {}, `${mask.pipeline}, ${mask.representation === ALL ? 'all' : mask.representation}, ${mask.from} to ${mask.to}${mask.reason ? `: ${mask.reason}` : ''} `, undo);
      }),
    );
  }

  function choice(name, options, chosen) {
    return element(
      'select',
      { name, id: `act-${name}`, required: true },
      ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)),
    );
  }

  return {
    list: () => list().catch((failure) => (outcome.textContent = reasonOf(failure))),

    /** Opens the form for these numbers; without a suspect, a pipeline has to be chosen. */
    open(range, definition, representation, suspect) {
      const [from, to] = [range.first, range.last];
      // Made once: sent again after a failure, it is the same mask.
      const id = newId();
      const pipeline = choice('pipeline', [...(suspect ? [] : [['', 'Choose one']]), ...definition.pipelines.map((name) => [name, name])], suspect ?? '');
      const of = choice('representation', [[ALL, 'all representations'], [representation, representation]], representation);
      const reason = element('input', { name: 'reason', id: 'act-reason', maxlength: 200, required: true });
      const seen = element('p', { role: 'status', id: 'preview' });
      const order = () => ({ pipeline: pipeline.value, representation: of.value, from, to, reason: reason.value });
      const preview = () => {
        const asked = order();
        if (asked.pipeline === '') {
          seen.textContent = '';
          return;
        }
        send('POST', `${path}/masks/preview`, asked).then(
          (answer) => {
            if (asked.pipeline === pipeline.value && asked.representation === of.value) {
              seen.textContent = `A mask: ${summary(answer)}`;
            }
          },
          (failure) => (seen.textContent = reasonOf(failure)),
        );
      };
      pipeline.addEventListener('change', preview);
      of.addEventListener('change', preview);
      const close = () => form.replaceChildren();
      const invalidate = element('button', { type: 'button', id: 'act-invalidate' }, 'Invalidate in caches');
      const cancel = element('button', { type: 'button', id: 'act-cancel' }, 'Cancel');
      const entered = element(
        'form',
        { id: 'act', 'aria-label': 'Act on the selected numbers' },
        element('h3', {}, from === to ? `Number ${from}` : `Numbers ${from} to ${to}`),
        element('p', {}, element('label', { for: 'act-pipeline' }, 'Pipeline '), pipeline),
        element('p', {}, element('label', { for: 'act-representation' }, 'Of '), of),
        element('p', {}, element('label', { for: 'act-reason' }, 'Reason '), reason),
        seen,
        element('p', {}, element('button', { id: 'act-mask' }, 'Mask'), ' ', invalidate, ' ', cancel),
      );
      entered.addEventListener('submit', (submit) => {
        submit.preventDefault();
        act(entered, async () => {
          await send('PUT', `${path}/masks/${id}`, order());
          close();
          await list();
          changed();
          return `Masked: ${pipeline.value}, ${from} to ${to}. Undo is below.`;
        });
      });
      invalidate.addEventListener('click', () => {
        if (entered.reportValidity()) {
          act(entered, async () => {
            await send('PUT', `${path}/invalidations/${id}`, order());
            close();
            return `Caches are told to drop ${pipeline.value}, ${from} to ${to}.`;
          });
        }
      });
      cancel.addEventListener('click', close);
      entered.addEventListener('keydown', (key) => {
        if (key.key === 'Escape') {
          close();
        }
      });
      form.replaceChildren(entered);
      reason.focus();
      preview();
    },
  };
}
