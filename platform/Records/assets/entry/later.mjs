// What only somebody who answers needs comes when the form is first touched: the page is usable without it, and looks already
// as it will then. Without a line it comes from what was kept of the page.
const touches = ['focusin', 'pointerdown', 'change'];

export function later(form) {
  if (!form.dataset.later) return;
  const listen = () => touches.forEach(touch => form.addEventListener(touch, bring));
  function bring() {
    touches.forEach(touch => form.removeEventListener(touch, bring));
    Promise.all(form.dataset.later.split(' ').map(address => import(address))).catch(listen);
  }
  form.desk?.then(desk => { if (desk) form.querySelectorAll('[data-upload-send]').forEach(button => { button.hidden = true; }); });
  // A file that is there can be removed, and has news without being touched.
  if (form.querySelector('[data-upload-file]:not([hidden])')) bring(); else listen();
}
