import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLACES = { page: join(ROOT, 'page'), modules: join(ROOT, 'node_modules') };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

/**
 * Serves the page and the players' scripts on a free port of the loopback address.
 *
 * more: further directories, by the first part of their paths.
 */
export async function servePage(more = {}) {
  const places = { ...PLACES };
  for (const [name, directory] of Object.entries(more)) {
    places[name] = resolve(directory);
  }
  const server = createServer(async (request, response) => {
    const [, place, ...rest] = new URL(request.url, 'http://page').pathname.split('/');
    const root = places[place];
    const file = root && normalize(join(root, ...rest));
    if (!file?.startsWith(root + sep)) {
      response.writeHead(404).end();
      return;
    }
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    page: `http://127.0.0.1:${server.address().port}/page/page.html`,
    close: () => server.close(),
  };
}
