// Requests to the admin API of this node. The token stays in this tab and is sent in no URL.

const KEY = 'live-origin-token';

/** A response that is an error: its status, and the problem document (RFC 9457) if there is one. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `status ${status}`);
    this.status = status;
    this.code = problem?.code ?? '';
  }
}

export function setToken(token) {
  if (token) {
    sessionStorage.setItem(KEY, token);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** Returns the JSON at this path; throws an ApiError. */
export async function get(path) {
  const token = sessionStorage.getItem(KEY);
  const response = await fetch(path, {
    cache: 'no-store',
    // Otherwise the browser asks for a password before this page can ask for a token.
    credentials: 'omit',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });
  const text = await response.text();
  if (response.ok) {
    return JSON.parse(text);
  }
  let problem;
  try {
    problem = JSON.parse(text);
  } catch {
    problem = undefined;
  }
  throw new ApiError(response.status, problem);
}
