// The page of this node: whether it is ready, what it passed over, and what each tenant may have and
// has, from GET /status.

import { get } from './api.js';
import { element } from './dom.js';

export function nodePage(view) {
  const facts = element('div');
  const tenants = element('div', { id: 'tenants' });
  view.replaceChildren(element('h2', {}, 'Node'), facts, element('h2', {}, 'Tenants'), tenants);
  const open = new Set();

  function show(status) {
    facts.replaceChildren(
      rows('The node', ['What', 'Is'], [
        ['Ready', status.ready ? 'yes' : `no: ${status.reason}`],
        ['Build', `${status.build.version}, ${status.build.commit}`],
        ['Requests held', status.holds],
        ['Responses since the start', byStatus(status.requests)],
        ...Object.entries(status.unusable).map(([file, why]) => [`${file} is not in force`, why]),
      ]),
      ...(status.quarantined.length === 0
        ? []
        : [
            element('h3', {}, 'Input that could not be processed and was passed over'),
            rows('Quarantined input', ['What', 'At', 'Why'], status.quarantined.map((each) => [`${each.step}: ${each.subject}`, each.topic === undefined ? `partition ${each.partition}` : `${each.topic}-${each.partition}@${each.offset}`, each.reason])),
          ]),
    );
    tenants.replaceChildren(
      ...(status.tenants.length === 0 ? [element('p', {}, 'No tenant has sent anything yet.')] : status.tenants.map(tenant)),
    );
  }

  function tenant({ tenant: name, limits }) {
    const refused = Object.values(limits).reduce((sum, limit) => sum + limit.refused, 0);
    const all = element(
      'details',
      { 'data-tenant': name, open: open.has(name) },
      element('summary', {}, `${name}: ${refused === 0 ? 'within its limits' : `${refused} refused`}`),
      rows(
        `Limits of ${name}`,
        ['Limit', 'Allowed', 'Use', 'Refused'],
        Object.entries(limits).map(([limit, { limit: allowed, use, refused: count }]) => [limit, allowed, use, count]),
      ),
    );
    all.addEventListener('toggle', () => (all.open ? open.add(name) : open.delete(name)));
    return all;
  }

  return {
    everyMillis: 5_000,
    async refresh() {
      const status = await get('status');
      show(status);
      return status;
    },
  };
}

function byStatus(requests) {
  return (
    Object.entries(requests)
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ') || 'none'
  );
}

function rows(name, head, all) {
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': name },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)))),
      element('tbody', {}, ...all.map(([first, ...others]) => element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((text) => element('td', {}, text))))),
    ),
  );
}
