// A choice with search: the select stays and is what is sent; an input with a list of matches stands in front of it.
// Editable combobox with list autocomplete, as in the ARIA Authoring Practices.
import { say } from './say.mjs';

const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, '').replace(/[أإآ]/g, 'ا').toLowerCase();

export function choices(root) {
  root.querySelectorAll('[data-choice]').forEach(box => {
    if (!box.querySelector('[role=combobox]')) combobox(box, box.querySelector('select'));
  });
}

function combobox(box, select) {
  const { id } = select;
  const options = [...select.options].filter(option => option.value).map(option => ({
    option, text: option.text, words: fold(option.text), others: fold(option.dataset.search ?? ''),
  }));
  const input = element('input', {
    id, type: 'text', role: 'combobox', class: select.className.replace(/e-select/g, 'e-input'), dir: 'auto',
    autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': id + '-list', placeholder: select.options[0].value ? '' : select.options[0].text,
  });
  for (const name of ['aria-describedby', 'aria-invalid'])
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  if (label) label.id ||= id + '-label';
  const list = element('ul', { id: id + '-list', role: 'listbox', class: 'e-choice__list', 'aria-labelledby': label?.id ?? '' });
  list.hidden = true;
  select.id += '-select';
  select.hidden = true;
  box.append(input, list);

  let shown = [], active = -1;
  const chosenText = () => select.value ? select.selectedOptions[0].text : '';
  const reset = () => { input.value = chosenText(); };
  reset();

  function find() {
    const text = fold(input.value.trim());
    if (!text || input.value === chosenText()) return options;
    const rank = one => one.words === text || one.others.split(' ').includes(text) ? 0 : one.words.startsWith(text) ? 1
      : one.words.split(/[\s(’'-]+/).some(word => word.startsWith(text)) ? 2 : one.words.includes(text) ? 3 : one.others.includes(text) ? 4 : 5;
    return options.map(one => [rank(one), one]).filter(([place]) => place < 5).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  }

  function open() {
    shown = find();
    list.replaceChildren(...shown.map((one, place) => {
      const item = element('li', { role: 'option', id: `${id}-${place}`, 'aria-selected': 'false' });
      item.textContent = one.text;
      item.lang = one.option.lang;
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
  }

  function close() {
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

  function choose(place) {
    select.value = shown[place].option.value;
    reset();
    close();
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // Left without choosing: what was typed counts when it names exactly one thing, otherwise it is cleared for all to see.
  function settle() {
    if (input.value !== chosenText()) {
      const text = fold(input.value.trim());
      const exact = options.filter(one => one.words === text || (text && one.others.split(' ').includes(text)));
      select.value = exact.length === 1 ? exact[0].option.value : '';
      if (exact.length === 1 || !text) reset();
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    close();
  }

  input.addEventListener('input', () => {
    open();
    say(shown.length ? `${box.dataset.found} ${shown.length}` : box.dataset.none);
  });
  input.addEventListener('click', () => list.hidden ? open() : close());
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', settle);
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) open();
      const end = shown.length - 1;
      activate(active < 0 ? (step > 0 ? 0 : end) : Math.abs(step) === 1 ? (active + step + end + 1) % (end + 1) : Math.max(0, Math.min(end, active + step)));
    } else if (event.key === 'Enter' && !list.hidden && shown.length) {
      event.preventDefault();
      choose(Math.max(active, 0));
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
    if (place >= 0 && shown.length) choose(place);
  });
  // The form's own reset, and browsers that bring back what stood in the select.
  select.form?.addEventListener('reset', () => setTimeout(reset));
  addEventListener('pageshow', reset);
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
