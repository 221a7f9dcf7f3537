// Whether the line failed when it was last tried. It stands beside the kept pages of whoever uses it and goes with them, so that
// a worker or a browser that starts again knows it too.
const mark = '/offline.js?failed';

export async function failing() {
  return !!await caches.match(mark);
}

export async function tell(failed) {
  if (!('caches' in self) || !failed && !await failing()) return;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    await (failed ? cache.put(mark, new Response()) : cache.delete(mark));
  }
}
