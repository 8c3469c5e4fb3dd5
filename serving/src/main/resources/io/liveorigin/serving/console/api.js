// Requests to the admin API of this node. The token stays in this tab and is sent in no URL.

const KEY = 'live-origin-token';

/** How long a request may last, ms; a stream has its own limit. */
const LONGEST_MILLIS = 10_000;

/** A response that is an error: its status, and the problem document (RFC 9457) if there is one. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `status ${status}`);
    this.status = status;
    this.code = problem?.code ?? '';
  }
}

/** Why a request failed, for a person. */
export function reasonOf(failure) {
  return failure.name === 'TimeoutError' ? `no response within ${LONGEST_MILLIS / 1000} s; try again` : failure.message;
}

/** Whether a header field can carry it (RFC 9110, section 5.5): visible characters of ASCII. */
export function isToken(text) {
  return /^[\x21-\x7e]+$/.test(text);
}

export function hasToken() {
  return sessionStorage.getItem(KEY) !== null;
}

export function setToken(token) {
  if (token) {
    sessionStorage.setItem(KEY, token);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** The path of an event, `tenant/event`, in the admin API. Its names may come from the page's URL. */
export function eventPath(event) {
  return `events/${event.split('/').map(encodeURIComponent).join('/')}`;
}

async function request(path, options = {}) {
  const token = sessionStorage.getItem(KEY);
  const response = await fetch(path, {
    cache: 'no-store',
    // Otherwise the browser asks for a password before this page can ask for a token.
    credentials: 'omit',
    signal: AbortSignal.timeout(LONGEST_MILLIS),
    ...options,
    headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...options.headers },
  });
  if (response.ok) {
    return response;
  }
  let problem;
  try {
    problem = await response.json();
  } catch {
    problem = undefined;
  }
  throw new ApiError(response.status, problem);
}

/** Returns the JSON at this path; throws an ApiError. */
export async function get(path) {
  return (await request(path)).json();
}

/** Sends a document, and returns the JSON of the response or undefined; throws an ApiError. */
export async function send(method, path, document) {
  const response = await request(path, {
    method,
    ...(document === undefined
      ? {}
      : { body: JSON.stringify(document), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** Opens the stream of decisions of a representation; throws an ApiError. */
export function openDecisions(event, representation, headers, signal) {
  const query = new URLSearchParams({ representation });
  return request(`${eventPath(event)}/decisions?${query}`, { headers, signal });
}
