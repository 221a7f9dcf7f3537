// Gives out the kept page of a draft where there is no line, and nothing else: whatever the server can answer it answers.
const patience = 12_000, old = 14 * 24 * 3_600_000;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  if (address.pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then(found => found ?? fetch(request)));
  else if (request.mode === 'navigate' && /^\/bodies\/[^/]+\/[^/]+\/[0-9a-f-]{36}\/[^/]+$/.test(address.pathname)) event.respondWith(page(request, address));
});

async function page(request, { pathname, searchParams }) {
  const number = searchParams.get('page'), found = await caches.match(pathname + (number > 1 ? `?page=${number}` : ''));
  if (!found || Date.now() - Date.parse(found.headers.get('Kept')) > old) return fetch(request);
  const answer = fetch(request), wait = new Promise(done => setTimeout(done, patience, found));
  return Promise.race([answer, wait]).catch(() => found);
}
