// What a form of answers gains from scripts. Without them everything is asked and saved all the same.
import { all } from './cells.mjs';
import { kept, snapshot } from './keep.mjs';

/** The form with its draft, when it keeps one; rows makes what a table needs. */
export async function fill(rows) {
  const form = document.querySelector('form[data-draft]');
  if (!form) return;
  // Before anything else has changed it.
  const html = snapshot();
  let desk;
  const table = rows?.(form.querySelector('[data-sheet]'), unfit => unfit && desk?.unfit(unfit));
  // Saving comes when the page is there and usable: what is typed until then it finds, and with a poor line nobody waits for it.
  const here = kept(new URL(location));
  form.desk = bring(form.dataset.desk).then(({ draft }) => draft(form, table, html, here), () => null);
  desk = await form.desk;
  if (!desk) return;
  form.addEventListener('click', event => {
    const [what, count] = event.target.closest?.('button[name=do]')?.value.split('-') ?? [];
    if (!table || (what !== 'add' && what !== 'remove')) return;
    event.preventDefault();
    if (what === 'add') return table.add(+count);
    const gone = [...form.querySelectorAll('[name=remove]:checked')].map(box => box.value);
    gone.forEach(table.drop);
    desk.hold(gone.map(row => ({ kind: 'remove-row', row }))).then(desk.send);
  });

  // What the server has it is not sent again; what it does not have keeps the form here until it has.
  let passing = false;
  form.addEventListener('submit', async event => {
    if (passing || !desk.busy()) return;
    event.preventDefault();
    const { submitter } = event;
    await desk.note();
    if (!await desk.send()) return desk.status();
    passing = true;
    form.requestSubmit(submitter);
    passing = false;
  });
  form.addEventListener('formdata', ({ formData }) => {
    for (const { box } of all(form)) if (desk.clean(box)) (box.name ? [box] : box.querySelectorAll('[name]')).forEach(input => formData.delete(input.name));
    // A row is named only where something of it is sent.
    for (const row of form.querySelectorAll('tr[data-row]')) {
      const { name } = row.querySelector('[type=hidden]');
      if (!('code' in row.dataset) && ![...formData.keys()].some(key => key.startsWith(name + '.'))) formData.delete(name);
    }
  });
}

// A line that fails once is no reason to go without.
function bring(address) {
  return import(address).catch(() => new Promise(done => addEventListener('online', done, { once: true })).then(() => import(`${address}?`)));
}
