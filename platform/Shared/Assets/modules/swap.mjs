// Links and filters of a part of a page fetch that part alone and swap it in place. Whatever goes wrong, the browser
// simply follows the link.
import { say } from './say.mjs';

export function swap(enhance) {
  // The pages of this site are the only source of markup; the policy lets nothing else through.
  const policy = window.trustedTypes?.createPolicy('entente', { createHTML: text => text }) ?? { createHTML: text => text };
  const parser = new DOMParser();

  async function load(name, address, keepPlace) {
    const part = document.getElementById(name);
    part.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { headers: { 'X-Part': name } });
      if (!answer.ok || answer.headers.get('X-Part') !== name) throw new Error();
      const fresh = parser.parseFromString(policy.createHTML(await answer.text()), 'text/html').body;
      part.replaceChildren(...fresh.childNodes);
      enhance(part);
      const told = part.querySelector('[data-say]');
      if (told) say(told.textContent);
      if (!keepPlace) {
        const caption = part.querySelector('caption') ?? part;
        caption.tabIndex = -1;
        caption.focus({ preventScroll: true });
        if (part.getBoundingClientRect().top < 0) part.scrollIntoView();
      }
    } catch {
      location.assign(address);
    }
    part.removeAttribute('aria-busy');
  }

  function go(name, address, keepPlace) {
    // What is there now can be returned to as well.
    if (!history.state) history.replaceState({ part: name }, '');
    history.pushState({ part: name }, '', address);
    document.querySelectorAll('a[hreflang]').forEach(link => {
      const language = new URL(link.href);
      language.searchParams.set('back', location.pathname + location.search);
      link.href = language;
    });
    return load(name, address, keepPlace);
  }

  addEventListener('click', event => {
    const link = event.target.closest?.('a[data-swap]');
    const part = link?.closest('[data-part]');
    if (!part || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(part.id, link.href, false);
  });
  addEventListener('submit', event => {
    const form = event.target, name = form.dataset.swap;
    if (!name) return;
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
    go(name, `${form.action.split('?')[0]}?${query}`, true);
  });
  addEventListener('popstate', event => {
    if (event.state?.part && document.getElementById(event.state.part)) load(event.state.part, location.href, true);
  });
}
