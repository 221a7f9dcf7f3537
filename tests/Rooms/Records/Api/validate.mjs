// node validate.mjs FILE: {"document": …, "answers": [{"where", "schema", "json"}]}. Says everything that is not valid, one line each.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const { document, answers } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const judged = await new Validator().validate(document);
if (!judged.valid) console.log('document: ' + JSON.stringify(judged.errors));

const ajv = new Ajv({ strict: false, allErrors: true });
formats(ajv);
ajv.addSchema({ $id: 'https://api.example/', components: document.components, paths: document.paths });
for (const { where, schema, json } of answers) {
  const validate = ajv.compile({ $ref: `https://api.example/#${schema}` });
  if (!validate(json)) console.log(`${where}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(json).slice(0, 500)}`);
}
