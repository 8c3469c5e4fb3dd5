/** Fields of an answer that say why it is as it is. */
const FIELDS = [
  'age',
  'cache-control',
  'origin-available-at',
  'origin-live-edge',
  'origin-pipeline',
  'segment-defects',
  'x-cache',
];

/** Writes down every request of a page to the host of what it watches. Times are epoch ms. */
export function recordRequests(page, watched) {
  const { host } = new URL(watched);
  const entries = new Map();
  const of = (request) => entries.get(request);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.host === host) {
      entries.set(request, { path: url.pathname + url.search, at: Date.now(), status: 0 });
    }
  });
  page.on('response', (response) => {
    const entry = of(response.request());
    if (entry) {
      const headers = response.headers();
      entry.status = response.status();
      entry.answered = Date.now();
      for (const field of FIELDS.filter((name) => name in headers)) {
        entry[field] = headers[field];
      }
    }
  });
  page.on('requestfailed', (request) => {
    const entry = of(request);
    if (entry) {
      entry.failed = request.failure()?.errorText ?? 'failed';
    }
  });
  return () => [...entries.values()];
}
