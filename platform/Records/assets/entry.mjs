// Comfort for filling in a section: tables that take a paste from a spreadsheet and are walked through by the arrow keys;
// questions that come and go with the answers before them. Without it everything is asked and saved all the same.
import { run } from '../../../engines/Feel/Browser/feel.js';

document.querySelectorAll('[data-sheet]').forEach(sheet);
document.querySelectorAll('form.e-entry').forEach(form => {
  asked(form);
  instead(form);
});

function sheet(table) {
  const body = table.tBodies[0];
  const grows = !!body.querySelector('tr[data-new]');
  const cells = row => [...row.querySelectorAll('input[data-field], select[data-field]')];
  const place = cell => {
    const row = cell.closest('tr');
    return [[...body.rows].indexOf(row), cells(row).indexOf(cell)];
  };
  const at = (row, column) => body.rows[row] && cells(body.rows[row])[column];

  table.addEventListener('paste', event => {
    const cell = event.target.closest?.('[data-field]');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return;
    event.preventDefault();
    const [top, start] = place(cell);
    grid(text).forEach((line, down) => {
      while (grows && !body.rows[top + down]) body.append(next(body.rows[body.rows.length - 1]));
      line.forEach((value, along) => {
        const target = at(top + down, start + along);
        if (target) put(target, value.trim());
      });
    });
    // There is always one more to go on with.
    const last = body.rows[body.rows.length - 1];
    if (grows && cells(last).some(one => one.value)) body.append(next(last));
  });

  table.addEventListener('keydown', event => {
    const cell = event.target.closest?.('[data-field]');
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const [row, column] = place(cell), list = cell.matches('select');
    const [begins, ends] = getComputedStyle(table).direction === 'rtl' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    const edge = list || (event.key === begins ? cell.selectionStart === 0 && cell.selectionEnd === 0 : cell.selectionStart === cell.value.length);
    const to = event.key === 'Enter' ? at(row + (event.shiftKey ? -1 : 1), column)
      : event.shiftKey ? null
      : event.key === 'ArrowDown' && !list ? at(row + 1, column)
      : event.key === 'ArrowUp' && !list ? at(row - 1, column)
      : event.key === begins && edge ? at(row, column - 1)
      : event.key === ends && edge ? at(row, column + 1) : null;
    if (event.key === 'Enter') event.preventDefault();
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.select?.();
  });
}

// As spreadsheets copy: columns by tabs, rows by lines, what holds either in quotation marks.
function grid(text) {
  const rows = [[]];
  for (const [, quoted, plain, sign] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/g)) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
    if (sign === '') break;
    if (sign !== '\t') rows.push([]);
  }
  if (rows.length > 1 && rows[rows.length - 1].every(value => value === '')) rows.pop();
  return rows;
}

function put(cell, value) {
  if (cell.matches('select')) {
    const wanted = value.toLowerCase();
    const option = [...cell.options].find(one => one.value.toLowerCase() === wanted || one.text.trim().toLowerCase() === wanted || wanted.startsWith(one.value.toLowerCase() + ' – '));
    // What is none of the choices is sent as it is, and the server says so.
    cell.value = option ? option.value : cell.appendChild(new Option(value, value)).value;
  } else cell.value = value;
  cell.dispatchEvent(new Event('input', { bubbles: true }));
  cell.dispatchEvent(new Event('change', { bubbles: true }));
}

// The row after this one, blank, with an id and a number of its own.
function next(row) {
  const made = row.cloneNode(true), number = +made.querySelector('th').id.slice(1), id = uuid();
  made.dataset.row = id;
  made.dataset.new = '';
  made.querySelectorAll('.e-error-message').forEach(old => old.remove());
  made.querySelectorAll('[name=remove]').forEach(box => box.remove());
  const head = made.querySelector('th');
  head.id = `h${number + 1}`;
  head.firstChild.textContent = String(number + 1);
  made.querySelectorAll('[name]').forEach(input => {
    input.name = input.name.replace(/^r\d+/, `r${number + 1}`);
    for (const name of ['id', 'aria-invalid', 'aria-describedby', 'value']) input.removeAttribute(name);
    if (input.type === 'hidden') input.value = id;
    else {
      input.value = '';
      input.setAttribute('aria-labelledby', `c-${input.dataset.field} h${number + 1}`);
    }
  });
  return made;
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// What the page can decide it shows at once; where it does not know, the question stays as the server left it.
function asked(form) {
  const boxes = [...form.querySelectorAll('[data-when]')].filter(box => box.dataset.when);
  if (!boxes.length) return;
  const outside = JSON.parse(form.dataset.outside || '{}');
  const look = () => {
    const values = { ...outside };
    form.querySelectorAll('[data-answer]').forEach(box => { values[box.dataset.answer] = box.hidden ? null : answer(form, box.dataset.answer); });
    values[form.dataset.section] = { ...values };
    for (const box of boxes) {
      const said = run(JSON.parse(box.dataset.when), values);
      if (!said.unknown) box.hidden = said.value !== true;
    }
  };
  form.addEventListener('input', look);
  form.addEventListener('change', look);
  look();
}

function answer(form, code) {
  const name = `f.${code}`;
  if (form.elements[`${name}.instead`]?.value) return null;
  const parts = ['Year', 'Month', 'Day'].map(part => form.elements[`${name}.${part}`]?.value);
  if (parts[0] !== undefined) return parts.every(Boolean) ? parts.map((part, at) => part.padStart(at ? 2 : 4, '0')).join('-') : null;
  const input = form.elements[name];
  const value = input?.value ?? form.elements[`${name}.Value`]?.value ?? null;
  if (!value || input?.inputMode !== 'decimal') return value;
  // A comma is a decimal sign to some readers and groups for others: then the server is asked.
  const plain = value.replace(/[\s\u202f\u00a0]/g, '');
  return /^(fr|es|pt)/.test(document.documentElement.lang) ? plain.replace(',', '.') : plain;
}

// A reason only where one is asked for; a value only where none is said instead.
function instead(form) {
  form.querySelectorAll('[data-instead]').forEach(select => {
    const box = select.closest('.e-answer'), reason = box.querySelector('[data-reason]');
    const label = reason && box.querySelector(`label[for="${CSS.escape(reason.id)}"]`);
    const look = () => {
      const because = select.value === 'not-applicable' || select.value === 'withheld';
      if (reason) reason.hidden = label.hidden = !because;
    };
    select.addEventListener('change', look);
    look();
  });
}
