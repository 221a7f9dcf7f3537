// Reads {rules, facts} as JSON from standard input; answers, for each rule, how many nanoseconds one evaluation took.
import { evaluate, date, duration } from 'feelin';
import { readFileSync } from 'node:fs';

const { rules, facts, seconds } = JSON.parse(readFileSync(0, 'utf8'), (key, value) => key.endsWith('_on') && value ? date(value) : value);
const answers = rules.map(rule => {
  const once = index => evaluate(rule, facts[index % facts.length]).value;
  const warm = performance.now();
  for (let index = 0; performance.now() - warm < 200; index++) once(index);
  const since = performance.now();
  let done = 0;
  while (performance.now() - since < seconds * 1000) once(done++);
  const nanoseconds = (performance.now() - since) * 1e6 / done;
  return { nanoseconds, values: facts.map((_, index) => once(index)) };
});
process.stdout.write(JSON.stringify(answers));
