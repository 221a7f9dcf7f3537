// Questions that come and go with the answers before them.
import { asked, instead } from './entry/rules.mjs';

document.querySelectorAll('form.e-entry').forEach(form => {
  asked(form);
  instead(form);
});
