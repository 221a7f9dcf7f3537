// Choices with search. Of a few hundred things the select stays and is what is sent; of thousands the server is asked
// while the person types. In front stands an editable combobox with list autocomplete, as in the ARIA Authoring Practices.
import { say } from './say.mjs';

const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, '').replace(/[أإآ]/g, 'ا').toLowerCase();

choices(document);
document.addEventListener('enhance', ({ target }) => choices(target));

function choices(root) {
  root.querySelectorAll('[data-choice], [data-lookup]').forEach(box => {
    if (!box.querySelector('[role=combobox]')) (box.matches('[data-choice]') ? selection : lookup)(box);
  });
}

function selection(box) {
  const select = box.querySelector('select'), { id } = select;
  const options = [...select.options].filter(option => option.value).map(option => ({
    value: option.value, text: option.text, lang: option.lang, words: fold(option.text), others: fold(option.dataset.search ?? ''),
  }));
  const input = element('input', {
    id, type: 'text', class: select.className.replace(/e-select/g, 'e-input'), dir: 'auto',
    autocapitalize: 'none', spellcheck: 'false', placeholder: select.options[0].value ? '' : select.options[0].text,
  });
  for (const name of ['aria-describedby', 'aria-invalid'])
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  select.id += '-select';
  select.hidden = true;
  box.append(input);
  const changed = () => select.dispatchEvent(new Event('change', { bubbles: true }));
  const current = () => select.value ? select.selectedOptions[0].text : '';
  const reset = () => { input.value = current(); };
  reset();

  combobox(box, input, {
    find() {
      const text = fold(input.value.trim());
      if (!text || input.value === current()) return { found: options, count: options.length };
      const rank = one => one.words === text || one.others.split(' ').includes(text) ? 0 : one.words.startsWith(text) ? 1
        : one.words.split(/[\s(’'-]+/).some(word => word.startsWith(text)) ? 2 : one.words.includes(text) ? 3 : one.others.includes(text) ? 4 : 5;
      const found = options.map(one => [rank(one), one]).filter(([place]) => place < 5).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
      return { found, count: found.length };
    },
    choose(one) {
      select.value = one.value;
      reset();
      changed();
    },
    // Left without choosing: what was typed counts when it names exactly one thing, otherwise it is cleared for all to see.
    settle() {
      if (input.value === current()) return;
      const text = fold(input.value.trim());
      const exact = options.filter(one => one.words === text || (text && one.others.split(' ').includes(text)));
      select.value = exact.length === 1 ? exact[0].value : '';
      if (exact.length === 1 || !text) reset();
      changed();
    },
    reset,
  });
  // The form's own reset, and browsers that bring back what stood in the select.
  select.form?.addEventListener('reset', () => setTimeout(reset));
  addEventListener('pageshow', reset);
}

// What is sent is the text and, in two hidden fields, what was chosen for it. Whatever was typed and not chosen the
// server understands, or offers what is like it.
function lookup(box) {
  const input = box.querySelector('input'), part = name => box.querySelector(`[name$=".${name}"]`);
  box.querySelector('button').remove();
  const kept = element('input', { type: 'hidden', name: part('Value').name }), of = part('Of');
  kept.value = part('Value').type === 'hidden' ? part('Value').value : '';
  box.querySelectorAll('fieldset, [name$=".Value"]').forEach(old => old.remove());
  box.append(kept);
  let asking, timer;

  combobox(box, input, {
    async find() {
      asking?.abort();
      clearTimeout(timer);
      const text = input.value.trim();
      if (!text) return { found: [], count: 0, blank: true };
      const { signal } = asking = new AbortController();
      await new Promise(done => { timer = setTimeout(done, 200); });
      const address = new URL(box.dataset.lookup, location);
      address.searchParams.set('q', text);
      return (await fetch(address, { signal })).json();
    },
    choose(one) {
      kept.value = one.value;
      input.value = of.value = one.text;
    },
    settle() {
      if (input.value !== of.value) kept.value = '';
    },
    reset() { if (kept.value) input.value = of.value; },
  });
}

function combobox(box, input, { find, choose, settle, reset }) {
  const { id } = input;
  for (const [name, value] of Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id + '-list' }))
    input.setAttribute(name, value);
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  if (label) label.id ||= id + '-label';
  const list = element('ul', { id: id + '-list', role: 'listbox', class: 'e-choice__list', 'aria-labelledby': label?.id ?? '' });
  list.hidden = true;
  box.append(list);
  let shown = [], active = -1, round = 0, pending = false;

  // The last to be asked for counts; what fails, as when the line is down, is as if nothing had been asked.
  async function open() {
    const mine = ++round;
    pending = true;
    const answer = await Promise.resolve(find()).catch(() => null);
    if (mine !== round) return;
    pending = false;
    if (!answer) return;
    if (answer.blank) return close();
    shown = answer.found;
    list.replaceChildren(...shown.map((one, place) => {
      const item = element('li', { role: 'option', id: `${id}-${place}`, 'aria-selected': 'false' });
      item.textContent = one.text;
      item.lang = one.lang ?? '';
      return item;
    }));
    if (!shown.length) {
      const none = element('li', { class: 'e-choice__none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' });
      none.textContent = box.dataset.none;
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    activate(-1);
    return answer;
  }

  function close() {
    round++;
    pending = false;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function activate(place) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = place;
    const item = shown.length ? list.children[place] : null;
    if (item) {
      item.setAttribute('aria-selected', 'true');
      item.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', item.id);
    } else input.removeAttribute('aria-activedescendant');
  }

  function take(place) {
    choose(shown[place]);
    close();
  }

  input.addEventListener('input', async () => {
    const answer = await open();
    if (answer) say(answer.count ? `${box.dataset.found} ${answer.count}` : box.dataset.none);
  });
  input.addEventListener('click', () => list.hidden ? open() : close());
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', () => {
    settle();
    close();
  });
  input.addEventListener('keydown', async event => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) await open();
      const end = shown.length - 1;
      activate(active < 0 ? (step > 0 ? 0 : end) : Math.abs(step) === 1 ? (active + step + end + 1) % (end + 1) : Math.max(0, Math.min(end, active + step)));
    } else if (event.key === 'Enter' && !list.hidden && shown.length) {
      event.preventDefault();
      // What stands there may still be the answer to fewer letters.
      if (!pending) take(Math.max(active, 0));
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      reset();
      close();
    }
  });
  // Before the input loses the focus, which would close the list under the pointer.
  list.addEventListener('mousedown', event => {
    event.preventDefault();
    const place = [...list.children].indexOf(event.target.closest('li'));
    if (place >= 0 && shown.length) take(place);
  });
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
