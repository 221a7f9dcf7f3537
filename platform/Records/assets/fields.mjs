// A section of questions.
import { fill } from './entry/page.mjs';
import { instead } from './entry/instead.mjs';
import { later } from './entry/later.mjs';

fill();
document.querySelectorAll('form.e-entry').forEach(form => {
  instead(form);
  later(form);
});
