// Questions that come and go with the answers before them. Without scripts everything is asked and saved all the same.
import { run } from '../../../../engines/Feel/Browser/feel.js';

// What the page can decide it shows at once; where it does not know, the question stays as the server left it.
export function asked(form) {
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
