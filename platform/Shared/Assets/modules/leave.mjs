// What was kept on this device for work without a line belongs to one person: it goes when they sign out, and pages go when
// somebody else signs in.
export function leave() {
  const form = document.querySelector('form[data-unsent]'), who = form?.elements._for?.value;
  if (!who || !window.caches) return;
  caches.keys().then(names => names.filter(name => name.startsWith('draft ') && name !== `draft ${who}`).forEach(name => caches.delete(name)));
  const waiting = localStorage.getItem(`draft ${who}`);
  if (waiting === null) return;
  addEventListener('submit', async event => {
    if (event.target.getAttribute('action') !== '/sign-out') return;
    event.preventDefault();
    const left = +localStorage.getItem(`draft ${who}`);
    if (left && !confirm(`${form.dataset.unsent} ${left}`)) return;
    await Promise.all([caches.delete(`draft ${who}`), forget(who)]).catch(() => null);
    event.target.submit();
  }, true);
}

function forget(who) {
  Object.keys(localStorage).filter(key => key.split(' ')[1] === who).forEach(key => localStorage.removeItem(key));
  return new Promise(done => {
    const opening = indexedDB.open('entente', 1);
    opening.onerror = opening.onblocked = done;
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const all = opening.result.transaction(['changes', 'pages'], 'readwrite');
      for (const name of ['changes', 'pages']) {
        const asked = all.objectStore(name).index('of').getAllKeys(IDBKeyRange.bound([who], [who, []]));
        asked.onsuccess = () => asked.result.forEach(key => all.objectStore(name).delete(key));
      }
      all.oncomplete = all.onabort = () => { opening.result.close(); done(); };
    };
  });
}
