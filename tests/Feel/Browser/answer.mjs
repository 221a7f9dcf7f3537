// Reads lines of {rule, values} and answers each with a line: what the page would say.
import { createInterface } from 'node:readline';
import { run } from '../../../engines/Feel/Browser/feel.js';

const answers = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { rule, values } = JSON.parse(line);
  answers.push(JSON.stringify(run(rule, values)));
}
process.stdout.write(answers.join('\n'));
