// A section that is a table.
import { fill } from './entry/page.mjs';
import { sheet } from './entry/sheet.mjs';

fill(sheet);
