// Questions that come and go with the answers before them.
import { asked } from './entry/rules.mjs';

document.querySelectorAll('form.e-entry').forEach(asked);
