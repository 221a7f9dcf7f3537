// Where what is typed is kept and sent from: the same for questions and for tables.
export { draft } from './entry/draft.mjs';
