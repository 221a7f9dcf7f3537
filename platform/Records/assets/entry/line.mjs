// Whether the line failed when it was last tried. It stands beside the kept pages of whoever uses it and goes with them, so that
// a worker or a browser that starts again knows it too.
const mark = '/offline.js?failed';

export async function failing() {
  return !!await caches.match(mark);
}

// One after the other: what was found out later must not be overtaken by what was still being written down.
let said = Promise.resolve();

/** An answer shows that the line is back only where it was asked for after the line last failed. */
export function tell(failed, asked = Date.now()) {
  const at = Date.now();
  return said = said.then(() => note(failed, failed ? at : asked), () => note(failed, failed ? at : asked));
}

async function note(failed, at) {
  if (!('caches' in self)) return;
  const last = failed ? null : await caches.match(mark);
  if (!failed && (!last || +last.headers.get('At') > at)) return;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    await (failed ? cache.put(mark, new Response(null, { headers: { At: at } })) : cache.delete(mark));
  }
}
