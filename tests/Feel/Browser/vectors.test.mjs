import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { run } from '../../../engines/Feel/Browser/feel.js';

const source = new URL('../../../engines/Feel/Browser/feel.js', import.meta.url);
const { rules } = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url)));

for (const { rule, page, cases } of rules)
  test(rule, () => {
    for (const [values, { value, unknown }] of cases)
      assert.deepEqual(run(page, values), unknown ? { unknown } : { value }, JSON.stringify(values));
  });

test('The script is at most 4 kB compressed', () => {
  const { code } = transformSync(readFileSync(source, 'utf8'), { minify: true, format: 'esm', target: 'es2022' });
  const size = brotliCompressSync(code).length;
  assert.ok(size <= 4096, `${size} bytes`);
});

test('The script runs no text as a program and asks for no clock', () => {
  assert.doesNotMatch(readFileSync(source, 'utf8'), /\beval\s*\(|\bFunction\s*\(|Date\.now|new Date\(\)|Math\.random|\bimport\b/);
});

test('A rule answers the same however often it is asked', () => {
  const { page, cases: [[values]] } = rules[0];
  assert.deepEqual(run(page, values), run(page, structuredClone(values)));
});

test('Values of no sense and trees of another version are not known, and nothing is thrown', () => {
  const sum = [1, ['sum', ['n', 'catches', 'weight_kg']]];
  for (const values of [{ catches: 'x' }, { catches: [1] }, { catches: [{ weight_kg: 5 }] }, { catches: [{ weight_kg: '5,5' }] }, { catches: [{ weight_kg: {} }] }, { catches: [['1']] }])
    assert.ok(run(sum, values).unknown, JSON.stringify(values));
  for (const tree of [null, undefined, [], [2, 5], [1, ['constructor', 1]], [1, ['toString']], [1, ['add', 1]]])
    assert.ok(run(tree, {}).unknown, JSON.stringify(tree));
  for (const values of [null, undefined, {}, { catches: null }, { catches: '' }])
    assert.deepEqual(run(sum, values), { value: null });
  assert.deepEqual(run([1, ['t', 'constructor']], {}), { value: null });
});

test('A rule that goes on too long is left to the server', () => {
  const figures = Array.from({ length: 1000 }, () => '1');
  const squared = inner => ['every', ['n', 'figures'], inner];
  assert.deepEqual(run([1, squared(squared(['eq', ['x', 0], ['x', 1]]))], { figures }), { unknown: 'steps' });
});
