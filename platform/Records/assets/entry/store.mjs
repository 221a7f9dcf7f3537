// What waits on this device until the server has it, by person and draft: changes in their order, and what is known of each
// page that was kept.
const asked = request => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});

/** Null where this browser keeps nothing. */
export async function store(who, draft) {
  const opening = indexedDB.open('entente', 1);
  opening.onupgradeneeded = () => {
    for (const [name, key] of [['changes', 'n'], ['pages', 'key']])
      opening.result.createObjectStore(name, { keyPath: key, autoIncrement: key === 'n' }).createIndex('of', ['who', 'draft']);
  };
  const db = await asked(opening);
  db.onversionchange = () => db.close();
  const of = IDBKeyRange.only([who, draft]);

  // Everything in one go: either all of it is kept or nothing.
  const change = act => new Promise((done, fail) => {
    const all = db.transaction(['changes', 'pages'], 'readwrite');
    all.oncomplete = () => done();
    all.onabort = () => fail(all.error);
    act(all.objectStore('changes'), all.objectStore('pages'));
  });

  return {
    changes: () => asked(db.transaction('changes').objectStore('changes').index('of').getAll(of)),
    pages: () => asked(db.transaction('pages').objectStore('pages').index('of').getAll(of)),
    put: page => change((_, pages) => pages.put({ ...page, who, draft, key: `${who} ${page.address}` })),
    /** Changes as they are made; one that was never sent takes the later value instead of a second one. */
    add: list => change(async changes => {
      for (const one of list) {
        const before = one.kind === 'set' && one.n ? await asked(changes.get(one.n)) : null;
        if (before && !before.tried && !before.refused) changes.put({ ...before, text: one.text, at: one.at });
        else {
          if (before?.refused) changes.delete(before.n);
          const { n, ...fresh } = one;
          changes.add({ ...fresh, who, draft });
        }
      }
    }),
    update: list => change(changes => list.forEach(one => changes.put(one))),
    /** What the server has, with what is known since. */
    done: (gone, kept, known) => change((changes, pages) => {
      gone.forEach(one => changes.delete(one.n));
      kept.forEach(one => changes.put(one));
      known.forEach(page => pages.put(page));
    }),
    forget: pages => change((_, kept) => pages.forEach(page => kept.delete(page.key))),
  };
}
