// A form is sent once, however often its button is pressed while the answer is under way over a slow line.
const patience = 20_000;

export function once() {
  addEventListener('submit', event => {
    const form = event.target;
    if (!form.hasAttribute('data-once') || event.defaultPrevented) return;
    if (form.dataset.once) return event.preventDefault();
    form.dataset.once = 'sent';
    event.submitter?.setAttribute('aria-disabled', 'true');
    setTimeout(() => again(form), patience);
  });
  // Back again by the browser's own button: the page is as it was left.
  addEventListener('pageshow', event => { if (event.persisted) document.querySelectorAll('[data-once=sent]').forEach(again); });
}

function again(form) {
  form.dataset.once = '';
  form.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
}
