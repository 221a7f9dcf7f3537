// A section of questions.
import { fill } from './entry/page.mjs';

fill();
