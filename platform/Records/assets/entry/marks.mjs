// What the page says about itself: one line for all of it, a mark at each cell that is not as the server has it, and both
// values of a cell that two people changed.
export function marks(form) {
  const say = JSON.parse(form.dataset.say), line = form.querySelector('[data-draft-status]'), conflicts = new Map();
  let saved = false, shown = '';

  const element = (name, properties, ...inside) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  };
  // For whoever hears the page: what the marks say to the eye.
  for (const state of ['waiting', 'conflict']) form.append(element('span', { id: `state-${state}`, hidden: true }, say[`cell-${state}`]));

  function state(box, name, says) {
    const holder = box.closest('td') ?? box, inputs = box.name ? [box] : box.querySelectorAll('input, select, textarea');
    holder.querySelector('.e-refused')?.remove();
    if (name) holder.dataset.state = name; else delete holder.dataset.state;
    if (name === 'refused') holder[box.name ? 'append' : 'prepend'](element('p', { className: 'e-error-message e-refused', id: `refused-${box.name || box.dataset.answer}` }, says));
    for (const input of inputs) {
      const told = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id && !/^(state|refused)-/.test(id));
      if (name) told.push(name === 'refused' ? `refused-${box.name || box.dataset.answer}` : `state-${name}`);
      if (told.length) input.setAttribute('aria-describedby', told.join(' ')); else input.removeAttribute('aria-describedby');
      if (name === 'refused') input.setAttribute('aria-invalid', 'true');
      else if (!holder.querySelector('.e-error-message')) input.removeAttribute('aria-invalid');
    }
  }

  function panel() {
    return form.querySelector('#conflicts') ?? form.insertBefore(element('div', { id: 'conflicts', className: 'e-notice e-notice--warning' }, element('h2', {}, say.conflicts)), form.querySelector('[data-sheet]')?.closest('.e-scroll') ?? form.querySelector('[data-answer]'));
  }

  function conflict(key, label, values, choose) {
    settled(key);
    const box = element('fieldset', { className: 'e-fieldset e-conflict' }, element('legend', { className: 'e-label' }, label));
    for (const value of values) {
      const button = element('button', { type: 'button', className: 'e-button e-button--secondary e-button--small', onclick: () => choose(value) },
        element('bdi', {}, value.text || say.blank), element('span', { className: 'e-small' }, ` ${value.by ?? say.somebody}, ${new Date(value.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', numberingSystem: 'latn' })}`));
      box.append(button);
    }
    panel().append(box);
    conflicts.set(key, box);
  }

  function settled(key) {
    const box = conflicts.get(key);
    conflicts.delete(key);
    box?.remove();
    const left = form.querySelector('#conflicts');
    if (left && !left.querySelector('fieldset')) left.remove();
  }

  function news(box) {
    const holder = box.closest('td') ?? box;
    holder.dataset.news = '';
    setTimeout(() => delete holder.dataset.news, 20_000);
    return 1;
  }

  function status(how, unsent, changed) {
    const link = (text, href) => [' ', element('a', { href }, text)];
    const count = unsent ? ` ${say.kept} ${unsent}` : '';
    saved ||= unsent > 0;
    const wrong = form.querySelector('.e-refused');
    const said = how === 'expired' ? [say.expired + count, ...link(say['sign-in'], `/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`)]
      : how === 'ended' || how === 'barred' ? [say[how] + count]
      : how === 'down' ? [say.offline + count]
      : conflicts.size ? [say.conflict, ...link(say.look, '#conflicts')]
      : unsent ? [say.saving]
      : wrong ? [say.wrong]
      : changed ? [`${say.changed} ${changed}`]
      : saved ? [say.saved] : [];
    const text = said.map(part => part.textContent ?? part).join('');
    line.dataset.how = !text ? '' : how === 'up' ? (conflicts.size || wrong ? 'look' : unsent ? 'saving' : 'saved') : how;
    if (text === shown) return;
    shown = text;
    line.replaceChildren(...said);
  }

  return { state, conflict, settled, news, status, says: text => { line.replaceChildren(text); shown = text; }, say };
}
