// Comfort on top of pages that work without it. Every module looks for its own marks in the page, and again in the
// parts that are swapped in later.
import { dates } from './dates.mjs';
import { leave } from './leave.mjs';
import { menus } from './menus.mjs';
import { once } from './once.mjs';
import { passwords } from './passwords.mjs';
import { session } from './session.mjs';
import { swap } from './swap.mjs';

const enhance = root => {
  [dates, passwords].forEach(module => module(root));
  // For what comes with a script of its own, such as choices.
  root.dispatchEvent(new Event('enhance', { bubbles: true }));
};

// Browsers that do not yet know autofocus on anything but fields.
if (!('autofocus' in HTMLElement.prototype)) document.querySelector('[autofocus]')?.focus();
enhance(document);
leave();
menus();
once();
session();
swap(enhance);
