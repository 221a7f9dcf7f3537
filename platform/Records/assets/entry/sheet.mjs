import { fill, uuid } from './cells.mjs';

// Tables that take a paste from a spreadsheet, are walked through by the keys of one, and grow without being loaded again.
export function sheet(table, told) {
  const body = table.tBodies[0];
  const cells = row => [...row.querySelectorAll('input[data-field], select[data-field]')];
  const place = cell => {
    const row = cell.closest('tr');
    return [[...body.rows].indexOf(row), cells(row).indexOf(cell)];
  };
  const at = (row, column) => body.rows[row] && cells(body.rows[row])[column];
  const grows = () => !!table.querySelector('#c-remove') && !('more' in table.dataset);
  const last = () => body.rows[body.rows.length - 1];
  let page = +new URL(location).searchParams.get('page') || 1;
  [...body.rows].forEach(named);

  table.addEventListener('paste', async event => {
    const cell = event.target.closest?.('[data-field]');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return;
    event.preventDefault();
    const [top, start] = place(cell), lines = grid(text);
    // The table goes on on the next page: so do the rows.
    while ('more' in table.dataset && top + lines.length > body.rows.length && await more());
    let fit = 0;
    lines.forEach((line, down) => {
      if (!body.rows[top + down] && grows()) body.append(next(last()));
      if (!body.rows[top + down]) return;
      fit++;
      line.forEach((value, along) => {
        const target = at(top + down, start + along);
        if (target) put(target, value.trim());
      });
    });
    spare();
    told(lines.length - fit);
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
    if (event.key === 'Escape' && !list) cell.value = cell.dataset.found ?? cell.value;
    if (!to) return;
    event.preventDefault();
    to.focus();
    to.select?.();
  });
  table.addEventListener('focusin', event => {
    if (event.target.matches('input[data-field]')) event.target.dataset.found = event.target.value;
  });

  // There is always one more to go on with.
  function spare() {
    if (grows() && cells(last()).some(one => one.value)) body.append(next(last()));
  }

  // The rows of the next page, under those of this one.
  function more() {
    return new Promise(done => {
      const address = new URL(location), ask = new XMLHttpRequest();
      address.searchParams.set('page', ++page);
      ask.open('GET', address);
      ask.responseType = 'document';
      ask.onloadend = () => {
        const found = ask.response?.querySelector('[data-sheet]');
        if (!found) return done(false);
        const rows = [...found.tBodies[0].rows].map(row => document.importNode(row, true));
        rows.forEach(named);
        body.append(...rows);
        if (!('more' in found.dataset)) delete table.dataset.more;
        done(true);
      };
      ask.send();
    });
  }

  return {
    spare,
    add(count) {
      const first = body.rows.length;
      for (let one = 0; one < count && grows(); one++) body.append(next(last()));
      at(first, 0)?.focus();
    },
    /** The row of that id; made of the blank one at the end where it is not there. */
    row(id) {
      const found = body.querySelector(`tr[data-row="${id}"]`);
      if (found || !grows()) return found;
      let row = last();
      if (!('new' in row.dataset) || cells(row).some(one => one.value)) body.append(row = next(row));
      row.querySelector('[type=hidden]').value = id;
      named(row);
      body.append(next(row));
      return row;
    },
    /** Of a blank row one that counts: where it stands among the others. */
    begin(row) {
      delete row.dataset.new;
      const box = row.cells[row.cells.length - 1];
      if (table.querySelector('#c-remove') && !box.firstChild) {
        const remove = document.createElement('input');
        Object.assign(remove, { type: 'checkbox', name: 'remove', value: row.dataset.row });
        box.append(remove);
        named(row);
      }
      spare();
      return table.dataset.last = after(table.dataset.last);
    },
    drop(id) {
      const row = body.querySelector(`tr[data-row="${id}"]`);
      if (row && body.rows.length === 1) body.append(next(row));
      row?.remove();
    },
  };
}

// What the line need not carry: whose row it is, and its number in the name of each input.
function named(row) {
  const [head] = row.cells, { name, value } = head.querySelector('[type=hidden]');
  row.dataset.row = value;
  head.id = `h${name.slice(1)}`;
  row.querySelectorAll('[name][data-field], [name=remove]').forEach(input => input.setAttribute('aria-labelledby', `c-${input.dataset.field ?? 'remove'} ${head.id}`));
}

// As the server counts places: room for others is left between.
export function after(last) {
  const index = last ? parseInt(last.slice(0, 6).padEnd(6, '0'), 36) + 1 || 0 : 0;
  return index.toString(36).padStart(6, '0') + 'i';
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
  fill(cell, value);
  cell.dispatchEvent(new Event('change', { bubbles: true }));
}

// The row after this one, blank, with an id and a number of its own.
function next(row) {
  const made = row.cloneNode(true), number = +row.cells[0].id.slice(1) + 1, id = uuid();
  made.dataset.new = '';
  made.querySelectorAll('.e-error-message').forEach(old => old.remove());
  made.querySelectorAll('[name=remove]').forEach(box => box.remove());
  made.querySelectorAll('[data-state]').forEach(old => old.removeAttribute('data-state'));
  const [head] = made.cells;
  head.firstChild.textContent = String(number);
  made.querySelectorAll('td[data-field]').forEach(fixed => { fixed.textContent = ''; });
  made.querySelectorAll('[name]').forEach(input => {
    input.name = input.name.replace(/^r\d+/, `r${number}`);
    for (const name of ['id', 'aria-invalid', 'aria-describedby', 'value', 'data-found']) input.removeAttribute(name);
    if (input.type === 'hidden') input.value = id;
    else {
      if (input.matches('select')) [...input.options].forEach(option => { option.defaultSelected = false; });
      input.value = '';
    }
  });
  named(made);
  return made;
}
