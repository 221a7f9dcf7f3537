// A button that shows what is being typed. Sent, the password is hidden again, so that browsers do not keep it as text.
import { say } from './say.mjs';

export function passwords(root) {
  root.querySelectorAll('[data-password]').forEach(box => {
    const [input, button] = [box.querySelector('input'), box.querySelector('button')];
    const show = button.textContent;
    const set = visible => {
      input.type = visible ? 'text' : 'password';
      button.textContent = visible ? button.dataset.hide : show;
    };
    button.hidden = false;
    button.addEventListener('click', () => {
      set(input.type === 'password');
      say(input.type === 'text' ? button.dataset.shown : button.dataset.hidden);
    });
    input.form?.addEventListener('submit', () => set(false));
  });
}
