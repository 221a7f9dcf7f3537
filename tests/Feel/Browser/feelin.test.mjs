// A third opinion on the shared vectors: npm feelin. Where it differs, the reason is known and stands in the documentation.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { date, evaluate } from 'feelin';

const here = name => readFileSync(new URL(name, import.meta.url), 'utf8');
const { types, rules } = JSON.parse(here('vectors.json'));
const reasons = here('../../../engines/Feel/docs/browser.md');

// By the reason's name in the documentation: the rules that differ for it.
const known = {
  'binary-numbers': ['a - b', 'a * b', 'a / b', 'decimal(a * b, 0)', 'round half up(goods.value * goods.rate / 100, 2)', '0.1 + 0.2 = 0.3',
    'sum(catches.weight_kg) <= statement.quota_kg', 'a + b', 'a + b = c', 'round half up(a, 2)'],
  'only-numbers-have-a-least': ['min(catches.caught_on) >= statement.sent_on - duration("P1Y")', 'max(catches.species)'],
  'not-in-a-filter': ['count(catches[not(caught_on in [date("2025-05-26")..date("2025-07-01")])])'],
  'days-become-moments': ['day - duration("PT1S")'],
  'blank-list': ['a in figures', 'word in codes'],
  'question-mark': ['a + 1 in (? > b and ? < c)'],
  'blank-among-all': ['every c in catches satisfies c.weight_kg > 0'],
  'blank-and-false': ['a between b and c'],
  'blank-end': ['a in [b..c]'],
  'order-of-characters': ['word < other'],
  'years-beyond': ['day + duration("P12M")', 'day - @"P1M"'],
};

const read = (type, typed) => typed == null || typed === '' ? null
  : Array.isArray(type) ? typed.map(one => read(type[0], one))
  : typeof type == 'object' ? Object.fromEntries(Object.entries(type).map(([name, of]) => [name, read(of, typed[name])]))
  : type == 'number' ? Number(typed)
  : type == 'date' ? date(typed)
  : type == 'boolean' ? `${typed}` == 'true' : typed;

const differs = (value, theirs) => typeof theirs == 'number' ? value === null || Number(value) !== theirs
  : (theirs == null || typeof theirs != 'object' ? theirs ?? null : `${theirs}`) !== value;

const differences = rules.map(({ rule, cases }) => ({
  rule,
  // Where the server has no answer, feelin says null.
  found: cases.filter(([values, { value, problem }]) => !problem && differs(value, evaluate(rule, read(types, values)).value)),
}));

for (const { rule, found } of differences) {
  const reason = Object.keys(known).find(name => known[name].includes(rule));
  test(reason ? `${rule}: differs, ${reason}` : rule, () => {
    if (!reason) return assert.deepEqual(found, []);
    assert.notDeepEqual(found, [], 'It differs no longer.');
    if (reason == 'binary-numbers')
      for (const [values] of found)
        assert.match((rule + JSON.stringify(values)).replaceAll('.', ''), /\d{16}|01|1005/);
  });
}

test('Every reason is documented', () => {
  for (const name of Object.keys(known)) assert.ok(reasons.includes(`\`${name}\``), name);
});
