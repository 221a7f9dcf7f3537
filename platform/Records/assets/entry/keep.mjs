// Keeps the page of a draft on this device, to be opened again without a line; the worker in offline.mjs gives it out.
const old = 14 * 24 * 3_600_000;

/** The page as it came, without what is true only now. */
export function snapshot() {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('dialog, .e-notice--success, .e-error-summary').forEach(part => part.remove());
  copy.dataset.kept = new Date().toISOString();
  return '<!DOCTYPE html>' + copy.outerHTML;
}

/** By what address it is found again, whatever led to it. */
export function kept({ pathname, searchParams }) {
  const page = searchParams.get('page');
  return pathname + (page > 1 ? `?page=${page}` : '');
}

export async function keep(who, here, html, headers) {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  const name = `draft ${who}`, { desk, later } = document.querySelector('form[data-draft]').dataset;
  const assets = [...document.querySelectorAll('link[href^="/assets/"], script[src^="/assets/"]')].map(one => one.getAttribute('href') ?? one.getAttribute('src')).concat(desk, later ? later.split(' ') : []);
  let cache = await caches.open(name);
  const path = one => new URL(one.url).pathname, plain = address => address.replace(/-[0-9a-f]{12}\./, '.');
  // Pages of another version of the program would be without their style.
  if ((await cache.keys()).some(one => assets.some(asset => plain(asset) === plain(path(one)) && asset !== path(one)))) {
    await caches.delete(name);
    cache = await caches.open(name);
  }
  for (const one of await cache.keys()) {
    const at = (await cache.match(one))?.headers.get('Kept');
    if (at && Date.now() - Date.parse(at) > old) await cache.delete(one);
  }
  await Promise.all(assets.map(async one => await cache.match(one) ?? cache.add(one)));
  const same = ['Content-Security-Policy', 'X-Content-Type-Options', 'Referrer-Policy', 'Permissions-Policy', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy'];
  await cache.put(here, new Response(html, { headers: [['Content-Type', 'text/html; charset=utf-8'], ['Kept', new Date().toISOString()], ...same.flatMap(one => headers.has(one) ? [[one, headers.get(one)]] : [])] }));
  const worker = '/offline.js', policy = window.trustedTypes?.createPolicy('entente-offline', { createScriptURL: address => address === worker ? address : '' });
  await navigator.serviceWorker.register(policy?.createScriptURL(worker) ?? worker, { scope: '/bodies/' });
}
