// Gives out the kept page of a draft where there is no line, and nothing else: whatever the server can answer it answers.
import { failing, tell } from './entry/line.mjs';

const patience = 3_000, old = 14 * 24 * 3_600_000;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  if (address.pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then(found => found ?? fetch(request)));
  else if (request.mode === 'navigate' && /^\/bodies\/[^/]+\/[^/]+\/[0-9a-f-]{36}\/[^/]+$/.test(address.pathname)) event.respondWith(page(event, address));
});

async function page(event, { pathname, searchParams }) {
  const { request } = event, number = searchParams.get('page'), found = await caches.match(pathname + (number > 1 ? `?page=${number}` : ''));
  if (!found || Date.now() - Date.parse(found.headers.get('Kept')) > old || arrives(request)) return fetch(request);
  if (await failing()) {
    // No second page over a poor line: any answer at all shows that there is one.
    const now = Date.now();
    event.waitUntil(fetch('/offline.js', { method: 'HEAD', cache: 'no-store' }).then(() => tell(false, now), () => null));
    return found;
  }
  const asked = fetch(request);
  const answer = await Promise.race([asked, new Promise(done => setTimeout(done, patience))]).catch(() => null);
  if (answer) return answer;
  await tell(true);
  // It was asked for before, but what it says is of now, unless something failed since.
  const since = Date.now();
  event.waitUntil(asked.then(late => Promise.all([late.body?.cancel(), tell(false, since)]), () => null));
  return found;
}

// Whoever comes from elsewhere on the site, as from signing in, may be somebody else than whose pages are kept, and has just had an answer.
function arrives({ referrer }) {
  return referrer.startsWith(location.origin) && !new URL(referrer).pathname.startsWith('/bodies/');
}
