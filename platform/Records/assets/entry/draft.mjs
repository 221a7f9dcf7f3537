// Saves each cell as it changes, keeps on this device what the server does not have yet, and brings what colleagues changed
// meanwhile. What is saved, what waits and what contends is always said; nothing is called saved before the server said so.
import { all, cellOf, find, keyOf, label, read, uuid, worded, write } from './cells.mjs';
import { keep } from './keep.mjs';
import { tell as remember } from './line.mjs';
import { store } from './store.mjs';
import { marks } from './marks.mjs';

const most = 400, soon = 40, whileTyping = 5_000, round = 30_000, idle = 5 * 60_000, patience = 30_000, longest = 5 * 60_000, fresh = 10_000;

export async function draft(form, sheet, html, here) {
  const { draft: address, section } = form.dataset, { _for: { value: who }, _form, seen: shown, client: page, generation } = form.elements;
  const kept = await store(who, address).catch(() => null);
  // A browser that keeps nothing has the form, which is sent by its buttons.
  if (!kept) return null;
  const dirty = new Map(), known = new Map(), marked = marks(form), channel = 'BroadcastChannel' in window ? new BroadcastChannel(`${who} ${address}`) : { postMessage() {} };
  let [waiting, pages] = await Promise.all([kept.changes(), kept.pages()]);
  let line = document.documentElement.dataset.kept ? 'down' : 'up', seen = +shown.value, wait = 2_000, active = Date.now(), writing = false, timer, noting, noted, retry, copy = html;
  const client = page.value = pages[0]?.client ?? page.value;
  const own = pages.find(one => one.address === here);
  if (own && own.generation >= +generation.value && own.known > seen) restore(own);
  else await begin();
  waiting.forEach(show);
  for (const { box } of all(form)) if (changed(box)) touched(box);

  // What stood in the page before is no more than what the server sends now.
  async function begin() {
    const old = pages.filter(one => one.generation < +generation.value);
    if (old.length) {
      await kept.forget(old);
      // Made to a draft that ended: it knows nothing of what stands in the next.
      await kept.update(waiting.map(one => ({ ...one, seen: 0 })));
      waiting = await kept.changes();
    }
    await kept.put({ address: here, section, generation: +generation.value, known: seen, client, values: {}, made: {}, gone: {} });
  }

  // The page is older than what was saved since.
  function restore(page) {
    seen = shown.value = page.known;
    Object.keys(page.made).forEach(row => sheet?.row(row) && sheet.begin(rowOf(row)));
    Object.entries(page.values).forEach(([key, [text, value]]) => put(...key.split(' '), text, value));
    Object.keys(page.gone).forEach(row => sheet?.drop(row));
  }

  function rowOf(row) {
    return form.querySelector(`tr[data-row="${row}"]`);
  }

  function put(row, field, text, value) {
    const box = find(form, row, field);
    if (!box) return null;
    const before = read(box);
    writing = true;
    write(box, text, value);
    box.dispatchEvent(new Event('change', { bubbles: true }));
    // Lists that are searched show again what is chosen.
    dispatchEvent(new Event('pageshow'));
    writing = false;
    known.set(keyOf(row, field), read(box));
    return before === read(box) ? null : box;
  }

  // Something that waits, as it stands in the page.
  function show(one) {
    if (one.section !== section) return;
    if (one.kind === 'remove-row') return sheet?.drop(one.row);
    if (one.kind === 'add-row') return sheet?.row(one.row) && 'new' in rowOf(one.row).dataset && sheet.begin(rowOf(one.row));
    const box = find(form, one.row, one.field);
    if (!box || dirty.has(box)) return;
    const base = known.get(keyOf(one.row, one.field));
    if (read(box) !== one.text) put(one.row, one.field, one.text, one.now);
    if (base === undefined) known.delete(keyOf(one.row, one.field)); else known.set(keyOf(one.row, one.field), base);
    marked.state(box, one.refused ? 'refused' : 'waiting', one.refused);
  }

  function touched(box) {
    if (!dirty.has(box)) dirty.set(box, seen);
  }

  function mine(row, field) {
    return waiting.filter(one => one.section === section && one.row === row && one.field === field && one.kind === 'set').pop();
  }

  /** Puts what was typed into the store of this device: one after the other, since what is on its way there counts as said. */
  function note() {
    clearTimeout(timer);
    const mine = noted = noted ? noted.then(noteDown, noteDown) : noteDown();
    return mine.finally(() => { if (noted === mine) noted = null; });
  }

  async function noteDown() {
    const list = [], made = { section, client, lang: document.documentElement.lang };
    for (const [box, at] of dirty) {
      const { row, field } = cellOf(box), text = read(box), tr = box.closest('tr'), before = mine(row, field);
      const was = known.get(keyOf(row, field)) ?? (box.name ? initial(box) : undefined);
      if (text === null) continue;
      dirty.delete(box);
      if (before ? before.text === text : was === text) continue;
      const change = more => list.push({ ...made, id: uuid(), row, seen: at, at: new Date().toISOString(), ...more });
      if (tr && 'new' in tr.dataset) {
        const { code } = tr.dataset;
        const place = sheet.begin(tr);
        if (code === undefined) change({ kind: 'add-row', place });
        else change({ kind: 'set', field: tr.cells[1].dataset.field, text: code });
        delete tr.dataset.code;
      }
      change({ kind: 'set', field, text, was, n: before?.n });
      marked.state(box, 'waiting');
    }
    if (list.length) await hold(list);
    status();
  }

  async function hold(list) {
    await kept.add(list);
    waiting = await kept.changes();
    localStorage.setItem(`draft ${who}`, waiting.length);
    channel.postMessage({ waiting: true });
    status();
  }

  function later(time) {
    clearTimeout(timer);
    timer = setTimeout(() => note().then(send), time);
  }

  // Kept here at once, and sent when the person has gone on: one paste is one request.
  function at(time) {
    clearTimeout(noting);
    noting = setTimeout(() => note().then(() => later(time)), time === soon ? 0 : 400);
  }

  /** Sends what waits, in its order; whether nothing waits any more. */
  async function send() {
    const act = async () => {
      waiting = await kept.changes();
      // Of what is typed while there is no line only the last is sent, and all of it at once: first it is asked whether there is one.
      if (line === 'down' && waiting.some(one => !one.refused)) {
        const told = await talk();
        if (told) await settle(told, []);
        else return;
        waiting = await kept.changes();
      }
      for (let ready; (ready = waiting.filter(one => !one.refused)).length && line !== 'ended' && line !== 'barred';) {
        const end = ready.findIndex(one => one.client !== ready[0].client || one.lang !== ready[0].lang);
        const batch = ready.slice(0, Math.min(most, end < 0 ? most : end));
        // Whether it arrived may never be known: what is typed from now on is another change.
        await kept.update(batch.map(one => ({ ...one, tried: true })));
        const told = await talk(batch);
        if (!told) break;
        await settle(told, batch);
      }
    };
    await (navigator.locks ? navigator.locks.request(`${who} ${address}`, act) : act());
    status();
    return !waiting.some(one => !one.refused);
  }

  async function talk(batch, again) {
    const asked = Date.now(), cut = new AbortController(), clock = setTimeout(() => cut.abort(), patience);
    // What somebody else changed after the oldest of these was typed may contend with it, even where this page was told of it since.
    const since = Math.min(seen, ...(batch ?? []).map(one => one.seen));
    try {
      // The token of a page that was kept may be an old one.
      const answer = await fetch(batch ? address : `${address}?${new URLSearchParams({ since, client, who, ...(line === 'up' && !again ? {} : { token: 1 }) })}`, batch ? {
        method: 'POST', signal: cut.signal, keepalive: batch.length < 50,
        // What is the same each time costs nothing in a header after the first.
        headers: { 'Content-Type': 'application/json', RequestVerificationToken: _form.value, 'Draft-Who': who, 'Draft-Client': batch[0].client },
        body: JSON.stringify({ generation: +generation.value, language: batch[0].lang, since, changes: batch.map(one => sent(one, since)) }),
      } : { signal: cut.signal });
      _form.value = answer.headers.get('X-Form-Token') ?? _form.value;
      if (copy || line !== 'up') await remember(false, asked);
      if (answer.ok) {
        [line, wait] = ['up', 2_000];
        if (copy && !batch) {
          keep(who, here, copy, answer.headers);
          copy = null;
        }
        return { cells: [], rows: [], refused: [], ...await answer.json() };
      }
      return await refused(answer, batch, again);
    } catch {
      down();
      remember(true);
    } finally {
      clearTimeout(clock);
    }
    return null;
  }

  async function refused(answer, batch, again) {
    const { status } = answer, { why, generation: next } = await answer.json().catch(() => ({}));
    if (status === 401) line = 'expired';
    else if (why === 'somebody-else') location.reload();
    else if (why === 'form-token' && !again && await talk(null, true)) return talk(batch, true);
    // Another draft of the same statement is open now: the page is made anew from it, and what waits goes into it.
    else if (status === 409 && next) location.reload();
    else if (why === 'may-not') line = 'barred';
    else if (status < 500 && status !== 408 && status !== 429) line = 'ended';
    else down();
    return null;
  }

  function down() {
    line = 'down';
    clearTimeout(retry);
    retry = setTimeout(() => send(), wait);
    wait = Math.min(wait * 2, longest);
    status();
  }

  // The server supplies what goes without saying: a change made just now, on what the batch knows.
  function sent({ id, kind, section, row, field, place, was, text, now, seen, at }, since) {
    const value = now !== undefined ? { now } : text === undefined ? {} : { ...worded(text, 'now'), ...(was === undefined ? {} : worded(was, 'was')) };
    return { id, ...(kind === 'set' ? {} : { kind }), section, row, field, place, ...(seen === since ? {} : { seen }), ...(Date.now() - Date.parse(at) < fresh ? {} : { at }), ...value };
  }

  /** What the server said becomes what is known, here and in the other tabs. */
  async function settle(told, batch) {
    if (told.reload && !waiting.length) return location.reload();
    const wrong = new Map(told.refused.map(one => [one.id, one.says])), taken = batch.filter(one => !wrong.has(one.id));
    pages = await kept.pages();
    for (const page of pages) {
      page.known = told.sequence;
      for (const one of taken.filter(one => one.section === page.section)) {
        if (one.kind === 'add-row') page.made[one.row] = one.place;
        else if (one.kind === 'remove-row') page.gone[one.row] = true;
        else page.values[keyOf(one.row, one.field)] = [one.text, one.now];
      }
      for (const one of told.cells.filter(one => one.section === page.section && one.values.length === 1)) page.values[keyOf(one.row, one.field)] = [one.values[0].text, one.values[0].value];
      for (const one of told.rows.filter(one => one.section === page.section)) {
        if (one.place === null) page.gone[one.row] = true;
        else if (!('more' in (form.querySelector('table')?.dataset ?? {}))) page.made[one.row] = one.place;
      }
    }
    await kept.done(taken, batch.filter(one => wrong.has(one.id)).map(one => ({ ...one, refused: wrong.get(one.id) })), pages);
    waiting = await kept.changes();
    localStorage.setItem(`draft ${who}`, waiting.length);
    if (told.reload && !waiting.length) return location.reload();
    tell(told, batch, wrong);
    channel.postMessage({ told, batch, wrong });
  }

  function tell(told, batch, wrong) {
    seen = shown.value = told.sequence;
    for (const one of batch.filter(one => one.section === section && one.field)) {
      const box = find(form, one.row, one.field);
      if (!box || dirty.has(box) || mine(one.row, one.field)?.refused === undefined && mine(one.row, one.field)) continue;
      if (one.kind === 'choose') put(one.row, one.field, one.text, one.now);
      known.set(keyOf(one.row, one.field), one.text);
      marked.state(box, wrong.has(one.id) ? 'refused' : null, wrong.get(one.id));
    }
    for (const one of told.rows.filter(one => one.section === section)) {
      if (one.place === null) sheet?.drop(one.row);
      else if (!rowOf(one.row) && sheet?.row(one.row)) sheet.begin(rowOf(one.row));
    }
    let news = 0;
    for (const { row, field, values } of told.cells.filter(one => one.section === section)) {
      const box = find(form, row, field);
      if (!box || dirty.has(box) || mine(row, field)) continue;
      marked.state(box, values.length > 1 ? 'conflict' : null);
      if (values.length > 1) marked.conflict(keyOf(row, field), label(form, cellOf(box)), values, chosen => choose(row, field, chosen));
      else {
        marked.settled(keyOf(row, field));
        if (put(row, field, values[0].text, values[0].value)) news += marked.news(box);
      }
    }
    status(news);
  }

  async function choose(row, field, { text, value }) {
    await hold([{ section, client, lang: document.documentElement.lang, id: uuid(), row, field, kind: 'choose', text, now: value, seen, at: new Date().toISOString() }]);
    if (await send()) marked.settled(keyOf(row, field));
    status();
  }

  function status(news = 0) {
    marked.status(dirty.size ? 'up' : line, waiting.filter(one => !one.refused).length + dirty.size, news);
  }

  async function look() {
    if (document.visibilityState !== 'visible' || line === 'ended' || line === 'barred' || Date.now() - active > idle) return;
    const before = line, told = await talk();
    if (told) await settle(told, []);
    if (waiting.length || before !== line) await send();
  }

  form.addEventListener('focusin', ({ target }) => {
    const cell = cellOf(target);
    if (cell && !cell.box.name && !known.has(keyOf(cell.row, cell.field)) && !dirty.has(cell.box)) known.set(keyOf(cell.row, cell.field), read(cell.box) ?? '');
  });
  for (const [event, time] of [['change', soon], ['input', whileTyping], ['focusout', soon]]) form.addEventListener(event, ({ target }) => {
    const cell = writing ? null : cellOf(target);
    active = Date.now();
    if (!cell || target.name === 'remove' || target.type === 'file' || (event === 'focusout' && !dirty.has(cell.box))) return;
    if (event !== 'focusout') touched(cell.box);
    at(time);
  });
  addEventListener('online', () => { wait = 2_000; send(); });
  addEventListener('offline', () => { down(); remember(true); });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') note().then(send);
    else look();
  });
  addEventListener('pagehide', note);
  channel.onmessage = async ({ data }) => {
    waiting = await kept.changes();
    if (data.told) tell(data.told, data.batch, data.wrong);
    else waiting.forEach(show);
    status();
  };
  setInterval(look, round);
  setTimeout(look, 1_500);
  if (dirty.size) await note();
  if (waiting.length) send();
  status();

  return {
    note, send, status, who,
    busy: () => dirty.size > 0 || waiting.some(one => !one.refused),
    unfit: rows => marked.says(`${marked.say.unfit} ${rows}`),
    hold: list => hold(list.map(one => ({ section, client, lang: document.documentElement.lang, id: uuid(), seen, at: new Date().toISOString(), ...one }))),
    /** Whether the server has what stands in a cell, so that the form need not carry it again. */
    clean: box => !dirty.has(box) && !box.closest('[data-state]') && !box.querySelector('[data-state]') && !(box.closest('.e-sheet__confirm, tr[data-code]') || box.querySelector('.e-confirm')),
  };
}

function initial(box) {
  return box.matches('select') ? ([...box.options].find(option => option.defaultSelected) ?? box.options[0])?.value ?? '' : box.defaultValue;
}

// Typed before this script ran.
function changed(box) {
  return (box.name ? [box] : [...box.querySelectorAll('input, select, textarea')]).some(input =>
    input.type === 'hidden' || input.type === 'file' || !input.name ? false
      : input.type === 'radio' || input.type === 'checkbox' ? input.checked !== input.defaultChecked
      : input.value !== initial(input));
}
