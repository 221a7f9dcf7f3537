// A file on its way: in pieces that suit the line, on from where it stopped after a cut, a reload or another day.
import { none } from './cells.mjs';

const least = 64 << 10, most = 8 << 20, protocol = { 'Tus-Resumable': '1.0.0' };

export function uploads(form, desk) {
  form.querySelectorAll('[data-upload]').forEach(box => upload(box, form, desk));
}

function upload(box, form, desk) {
  const part = name => box.querySelector(`[data-upload-${name}]`), say = JSON.parse(box.dataset.say), field = box.dataset.upload;
  const input = box.querySelector('[type=file]'), [line, link, size, tag, way, bar, words, cancel, drop] = ['file', 'name', 'size', 'state', 'way', 'bar', 'words', 'cancel', 'drop'].map(part);
  const address = form.dataset.draft.replace(/cells$/, 'files');
  let running = 0;
  // It begins as soon as a file is chosen.
  part('send').hidden = true;
  part('keep')?.remove();
  drop.hidden = false;
  input.addEventListener('change', () => input.files[0] && begin(input.files[0]));
  drop.addEventListener('click', () => {
    give(null);
    line.hidden = true;
    input.focus();
  });
  if (tag.dataset.uploadState === 'waiting') watch(link.getAttribute('href'));
  // Chosen before this script ran.
  if (input.files[0]) begin(input.files[0]);

  async function begin(file) {
    const mine = ++running, key = `upload ${desk.who} ${address} ${field} ${file.name} ${file.size} ${file.lastModified}`;
    way.hidden = false;
    let at = localStorage.getItem(key), wait = 2_000;
    cancel.onclick = () => {
      running++;
      localStorage.removeItem(key);
      if (at) fetch(at, { method: 'DELETE', headers: protocol }).catch(() => null);
      end('');
    };
    for (let piece = least; mine === running;) {
      try {
        at ??= await create(file);
        localStorage.setItem(key, at);
        let sent = await offset(at);
        if (sent === null) {
          at = null;
          localStorage.removeItem(key);
          continue;
        }
        for (; sent < file.size || !file.size; wait = 2_000) {
          tell(file, sent);
          const begun = Date.now();
          await send(at, file.slice(sent, sent + piece), sent, done => mine === running && tell(file, sent + done), () => mine === running);
          sent = Math.min(file.size, sent + piece);
          piece = Date.now() - begun < 2_000 ? Math.min(most, piece * 2) : Date.now() - begun > 8_000 ? Math.max(least, piece / 2) : piece;
          if (!file.size) break;
        }
        localStorage.removeItem(key);
        return await arrived(file, at);
      } catch (problem) {
        if (mine !== running) return;
        if (problem.says) {
          localStorage.removeItem(key);
          return end(say[problem.says] ?? say.failed);
        }
        words.textContent = say.cut;
        await Promise.race([new Promise(done => setTimeout(done, wait)), new Promise(done => addEventListener('online', done, { once: true }))]);
        wait = Math.min(wait * 2, 60_000);
      }
    }
  }

  async function create(file) {
    const text = value => btoa(String.fromCharCode(...new TextEncoder().encode(value)));
    const answer = await fetch(address, { method: 'POST', headers: { ...protocol, 'Upload-Length': file.size, 'Upload-Metadata': `filename ${text(file.name)},section ${text(form.dataset.section)},field ${text(field)}` } });
    return judge(answer.status) && answer.headers.get('Location');
  }

  async function offset(at) {
    const answer = await fetch(at, { method: 'HEAD', headers: protocol });
    return answer.status === 404 || answer.status === 410 ? null : judge(answer.status) && +answer.headers.get('Upload-Offset');
  }

  function send(at, piece, sent, told, wanted) {
    return new Promise((done, fail) => {
      const ask = new XMLHttpRequest();
      ask.open('PATCH', at);
      for (const [name, value] of Object.entries({ ...protocol, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': sent })) ask.setRequestHeader(name, value);
      ask.upload.onprogress = ({ loaded }) => wanted() ? told(loaded) : ask.abort();
      ask.onload = () => { try { done(judge(ask.status)); } catch (problem) { fail(problem); } };
      ask.onerror = ask.onabort = () => fail(new Error('cut'));
      ask.send(piece);
    });
  }

  // What will never do is said; anything else is tried again.
  function judge(status) {
    if (status < 300) return true;
    const says = { 401: 'expired', 403: 'expired', 404: 'expired', 413: 'large', 415: 'type', 507: 'room' }[status];
    throw Object.assign(new Error(status), { says });
  }

  function tell(file, sent) {
    bar.value = file.size ? sent / file.size : 0;
    const text = `${file.name}: ${Math.floor(bar.value * 100)} %`;
    // Whoever hears the page hears every tenth.
    if (Math.floor(bar.value * 10) !== +words.dataset.tenth) words.textContent = text;
    words.dataset.tenth = Math.floor(bar.value * 10);
  }

  function end(text) {
    way.hidden = !text;
    bar.hidden = cancel.hidden = !!text;
    words.textContent = text;
    input.value = '';
  }

  async function arrived(file, at) {
    bar.hidden = cancel.hidden = false;
    end('');
    line.hidden = false;
    link.textContent = file.name;
    link.href = at;
    size.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: file.size < 1e6 ? 'kilobyte' : 'megabyte', maximumFractionDigits: 1, numberingSystem: 'latn' }).format(file.size / (file.size < 1e6 ? 1e3 : 1e6));
    await give(at.slice(at.lastIndexOf('/') + 1));
    drop.focus();
    watch(at);
  }

  function give(id) {
    return desk.hold([{ kind: 'set', row: none, field, text: '', now: id }]).then(desk.send);
  }

  // Until the scanner has looked at it.
  async function watch(at) {
    for (;;) {
      const state = await fetch(at, { method: 'HEAD', headers: protocol }).then(answer => answer.headers.get('Upload-State'), () => 'waiting');
      tag.dataset.uploadState = state;
      tag.textContent = say[`state-${state}`] ?? '';
      if (state !== 'waiting') return;
      await new Promise(done => setTimeout(done, 5_000));
    }
  }
}
