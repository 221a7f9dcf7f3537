// A reason only where one is asked for; a value only where none is said instead.
export function instead(form) {
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
