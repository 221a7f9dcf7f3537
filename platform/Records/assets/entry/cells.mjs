// What stands in a cell of the page: read as one text whatever it is asked with, and written again. An answer that is said
// instead of a value is the JSON of it, after an equals sign that no other answer begins with twice.
export const none = '00000000-0000-0000-0000-000000000000';
export const keyOf = (row, field) => `${row} ${field}`;

/** The cell that an element belongs to: its row, its field, and what holds it. */
export function cellOf(element) {
  const row = element.closest('tr[data-row]');
  if (row) return element.matches('[data-field]') && element.name ? { row: row.dataset.row, field: element.dataset.field, box: element } : null;
  const box = element.closest('[data-answer]:not([data-file])');
  return box && { row: none, field: box.dataset.answer, box };
}

export function find(form, row, field) {
  return form.querySelector(row === none ? `[data-answer="${field}"]` : `tr[data-row="${row}"] [name][data-field="${field}"]`);
}

/** Every input of the page by its cell. */
export function* all(form) {
  for (const box of form.querySelectorAll('tr[data-row] [name][data-field], [data-answer]:not([data-file])')) yield cellOf(box);
}

/** Null while several inputs together are no answer yet. */
export function read(box) {
  if (box.name) return box.value;
  const one = part => box.querySelector(`[name="f.${box.dataset.answer}${part}"]`);
  const instead = one('.instead')?.value;
  if (instead) return '\u0001' + JSON.stringify(instead === 'nil' ? { answer: instead } : { answer: instead, reason: one('.reason')?.value.trim() || undefined });
  if (one('.Day')) {
    const parts = ['.Year', '.Month', '.Day'].map((part, at) => one(part).value.trim().replace(/^\d$/, at ? '0$&' : '$&'));
    const filled = parts.filter(Boolean);
    return filled.length === 3 || (filled.length && !box.contains(document.activeElement)) ? parts.join('-') : filled.length ? null : '';
  }
  if (one('.Text')) return one('.Value').value && one('.Of').value === one('.Text').value ? one('.Value').value : one('.Text').value.trim();
  const ticks = [...box.querySelectorAll('[type=checkbox]')];
  if (ticks.length) return ticks.filter(tick => tick.checked).map(tick => tick.value).join('; ');
  if (one('')?.type === 'radio') return box.querySelector(':checked')?.value ?? '';
  return one('')?.value.trim() ?? null;
}

/** As the server told it, or as it was read here. */
export function write(box, text, value) {
  if (box.name) return fill(box, text);
  const one = part => box.querySelector(`[name="f.${box.dataset.answer}${part}"]`);
  if (text[0] === '\u0001') value = JSON.parse(text.slice(1));
  const plain = value === undefined || value === null || typeof value === 'object' ? text : String(value);
  const instead = one('.instead');
  if (instead) {
    instead.value = value?.answer ?? '';
    if (one('.reason')) one('.reason').value = value?.reason ?? '';
  }
  if (value?.answer) return;
  if (one('.Day')) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(plain) ?? [0, ...plain.split('-'), '', ''];
    ['.Year', '.Month', '.Day'].forEach((part, at) => { one(part).value = parts[at + 1].replace(/^0/, ''); });
  } else if (one('.Text')) one('.Text').value = one('.Of').value = one('.Value').value = plain;
  else if (box.querySelector('[type=checkbox]')) {
    const chosen = Array.isArray(value) ? value : text.split('; ');
    box.querySelectorAll('[type=checkbox]').forEach(tick => { tick.checked = chosen.includes(tick.value); });
  } else if (one('')?.type === 'radio') box.querySelectorAll('[type=radio]').forEach(radio => { radio.checked = radio.value === plain; });
  else if (one('')) one('').value = one('').matches('select') ? plain : text;
}

/** What the change is in the words of the server. */
export function worded(text, name) {
  return text[0] === '\u0001' ? { [name]: JSON.parse(text.slice(1)) } : { [name === 'now' ? 'text' : 'wasText']: text };
}

/** How people call the cell. */
export function label(form, { row, field, box }) {
  if (row === none) return (box.querySelector('legend, label, dt')?.textContent ?? field).trim();
  const column = form.querySelector(`#c-${CSS.escape(field)}`)?.firstChild.textContent.trim() ?? field;
  return `${form.querySelector('thead th').textContent.trim()} ${box.closest('tr').cells[0].textContent.trim()} · ${column}`;
}

export function fill(cell, value) {
  if (!cell.matches('select')) return cell.value = value;
  const wanted = value.toLowerCase();
  const option = [...cell.options].find(one => one.value.toLowerCase() === wanted || one.text.trim().toLowerCase() === wanted || (one.value && wanted.startsWith(one.value.toLowerCase() + ' – ')));
  // What is none of the choices is sent as it is, and the server says so.
  cell.value = option ? option.value : cell.appendChild(new Option(value, value)).value;
}

// Version 7: those of one hour begin alike, which a page of hundreds of rows is the lighter for.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let at = 0; at < 6; at++) bytes[at] = now / 2 ** (40 - 8 * at);
  bytes[6] = bytes[6] & 15 | 112;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
