// Files that answers are.
import { uploads } from './entry/upload.mjs';

document.querySelectorAll('form[data-draft]').forEach(async form => {
  const desk = await form.desk;
  if (desk) uploads(form, desk);
});
